import type { CaseState, DerivationStep, Due, Judgement, Reason, Violation } from '#engine/index.ts';
import { actTitle, explainReason, explainStep, explainViolation } from '#law/index.ts';
import { citesOf } from './cite.ts';
import type { Dossier, Source } from './dossier.ts';
import type { Deadline, Text, WhyNot } from './schemas.ts';

/** What the law room's sentences look up. */
export const sceneOf = (source: Source, dossier: Pick<Dossier, 'law'>, state: CaseState) => ({
  pack: source.pack,
  procedure: dossier.law,
  state,
});

/** How a date came about, step by step with the article of each. */
export function dueSteps(source: Source, dossier: Dossier, due: Due | null): Deadline['explain'] {
  return (due?.steps ?? []).map((step) => {
    const said = explainStep(sceneOf(source, dossier, dossier.state), step);
    return {
      date: dateOf(step),
      text: namePeople(dossier, said.text),
      cites: said.cite === null ? [] : citesOf(source.pack, said.cite),
    };
  });
}

function dateOf(step: DerivationStep): string | null {
  return 'date' in step ? step.date : step.to;
}

/** Every reason against an act in words, each with its article and what would remove it. */
export function whyNot(
  source: Source,
  dossier: Dossier,
  state: CaseState,
  reasons: readonly Reason[],
  act: string | null = null,
): WhyNot[] {
  const all = reasons.map((reason): WhyNot => {
    const said = explainReason(sceneOf(source, dossier, state), reason, act);
    return {
      code: reason.code,
      text: namePeople(dossier, said.text),
      cites: citesOf(source.pack, said.cite ?? reason.cite),
      remedy: remediesOf(state, reason).map((remedy) => ({ ...remedy, title: actTitle(dossier.law, remedy.act) })),
    };
  });
  return saidOnce(all);
}

/** Several rules may forbid for one and the same reason: it is said once, with the articles of all. */
function saidOnce(all: readonly WhyNot[]): WhyNot[] {
  const once = new Map<string, WhyNot>();
  for (const one of all) {
    const known = once.get(one.text.zh);
    const fresh = one.cites.filter((cite) => !known?.cites.some((other) => other.key === cite.key));
    const first = known && (known.remedy.length > 0 || one.remedy.length === 0) ? known : one;
    once.set(one.text.zh, known ? { ...first, cites: [...known.cites, ...fresh] } : one);
  }
  return [...once.values()];
}

/** Acts that would take the reason away, each with the subject it is to be addressed to. */
export function remediesOf(
  state: CaseState,
  reason: Reason,
): readonly { readonly act: string; readonly subject: string | null }[] {
  const subjectFor = (act: string): string | null =>
    state.procedure.acts.find((one) => one.id === act)?.subject === null ? null : reason.subject;
  switch (reason.code) {
    case 'condition-missing':
      return reason.anyOf.map((act) => ({ act, subject: subjectFor(act) }));
    case 'milestone-open': {
      const duties = state.obligations.filter((duty) => reason.obligations.includes(duty.key));
      const acts = duties.flatMap((duty) => duty.offered.map((act) => ({ act, subject: duty.subject })));
      return acts.length > 0 ? acts : [{ act: reason.act, subject: subjectFor(reason.act) }];
    }
    default:
      return [];
  }
}

/** May be done as soon as one remedy of each reason, possible now, is done. */
export function isNear(reasons: readonly Reason[], state: CaseState, possible: ReadonlySet<string>): boolean {
  return reasons.every((reason) => {
    if (reason.code === 'data' || reason.code === 'not-authorised' || reason.code === 'too-early') return true;
    return remediesOf(state, reason).some((remedy) => possible.has(`${remedy.act}|${remedy.subject ?? ''}`));
  });
}

/** Ruled out, too late or closed: nothing that is merely waited for. */
export const isFinal = (reasons: readonly Reason[]): boolean =>
  reasons.some(
    (reason) =>
      (reason.code === 'excluded' && reason.by !== null) ||
      reason.code === 'out-of-time' ||
      reason.code === 'closed' ||
      reason.code === 'extension-spent' ||
      reason.code === 'restart-limit',
  );

export function departureText(
  source: Source,
  dossier: Dossier,
  state: CaseState,
  violation: Violation,
): { kind: string; text: Text; cites: WhyNot['cites'] } {
  const said = explainViolation(sceneOf(source, dossier, state), violation);
  return {
    kind: violation.kind,
    text: namePeople(dossier, said.text),
    cites: citesOf(source.pack, said.cite ?? violation.cite),
  };
}

/** The law room knows subjects by their id only; pages name them. */
export function namePeople(dossier: Pick<Dossier, 'parties'>, text: Text): Text {
  let { zh, en } = text;
  for (const party of dossier.parties) {
    zh = zh.replaceAll(party.id, party.name);
    en = en.replaceAll(party.id, party.name);
  }
  return { zh, en };
}

/** The reasons that stand in the way of the act itself, whoever decides. */
export const ofLaw = (judgement: Judgement): readonly Reason[] =>
  judgement.reasons.filter((reason) => reason.code !== 'not-authorised');
