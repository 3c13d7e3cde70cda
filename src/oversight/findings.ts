import { type Act, daysBetween, legalDate, type Value } from '#engine/index.ts';
import { actTitle, explainDue, fieldTitle, type LawPack, type RuleInfo, valueTitle } from '#law/index.ts';
import { actsOf, type ToldAct } from './acts.ts';
import {
  type Broken,
  type Contradiction,
  certainlyBroken,
  contradictionsIn,
  matterOf,
  mattersOf,
  possiblyBroken,
  type Scene,
  sceneOf,
} from './broken.ts';
import { citesOf } from './cites.ts';
import * as say from './finding-words.ts';
import type { Judgment } from './judgments/judgment.ts';
import type { Cite, Finding, JudgmentAct, Step, Text, Unstated } from './schemas.ts';
import { answersTo } from './unstated.ts';

/** The procedure of the law pack by which judgments are judged. */
export const SUPERVISION = 'criminal.judgment-supervision';

/** A judgment's acts, and what departs from the law in them: the certain first, then contradictions, then what depends. */
export interface Checked {
  readonly acts: readonly JudgmentAct[];
  readonly findings: readonly Finding[];
}

/**
 * Replays what a judgment's head states (`text`, as it was read) over criminal.judgment-supervision. A limit that hangs on a fact the document does not state
 * gives a finding `depends` with that fact and what each answer would mean, never an accusation; dates that cannot both be true give
 * `contradiction`, and nothing is concluded from them.
 */
export function checkJudgment(pack: LawPack, judgment: Judgment, text: string): Checked {
  const law = pack.procedures[SUPERVISION];
  const told = actsOf(judgment, text, pack.calendar);
  if (law === undefined || told.length === 0) return { acts: [], findings: [] };
  const scene = sceneOf(pack, law, told);
  const contradictions = contradictionsIn(scene);
  const doubtful = new Set(contradictions.flatMap(({ earlier, later }) => [earlier.id, later.id]));
  const sound = ({ source, judged }: Broken): boolean => !doubtful.has(source.id) && !doubtful.has(judged.id);
  const certain = certainlyBroken(scene).filter(sound);
  const settled = new Set(certain.map(matterOf));
  const possible = possiblyBroken(scene).filter((one) => sound(one) && !settled.has(matterOf(one)));
  return {
    acts: told.filter(({ act }) => act.type !== 'document-states').map((one) => shownAct(scene, one)),
    findings: [
      ...mattersOf(certain).map((matter) => timeFinding(scene, matter)),
      ...contradictions.map((one) => contradictionFinding(scene, one)),
      ...mattersOf(possible).map((matter) => timeFinding(scene, matter)),
    ],
  };
}

function shownAct(scene: Scene, { act, on, defendant, span }: ToldAct): JudgmentAct {
  const title = actTitle(scene.law, act.type);
  return {
    id: act.id,
    type: act.type,
    title,
    on,
    defendant,
    span: span === null ? null : { from: span[0], to: span[1], what: act.id, title },
  };
}

const shown = (scene: Scene, acts: readonly Act[]): JudgmentAct[] =>
  acts.flatMap((act) => {
    const told = scene.told.get(act.id);
    return told === undefined ? [] : [shownAct(scene, told)];
  });

const dayOf = (scene: Scene, at: number): string => legalDate(at, scene.pack.calendar);
const happened = (scene: Scene, act: Act): { readonly title: Text; readonly on: string } => ({
  title: actTitle(scene.law, act.type),
  on: dayOf(scene, act.at),
});
const nameOf = (scene: Scene, act: Act): string | null => scene.told.get(act.id)?.defendant ?? null;

/** One finding of the rules of one matter, that with the earliest limit first. */
function timeFinding(scene: Scene, matter: readonly Broken[]): Finding {
  const [main] = matter as readonly [Broken, ...Broken[]];
  const { rule, source, judged, violation } = main;
  const early = violation.kind === 'too-early';
  const limit = early ? earliestOf(scene, main) : (violation.due?.date ?? dayOf(scene, violation.at));
  const over = early ? 0 : daysBetween(violation.due?.at ?? violation.at, judged.at, scene.pack.calendar);
  const late = {
    defendant: nameOf(scene, judged),
    from: happened(scene, source),
    to: happened(scene, judged),
    period: (early ? rule.after : rule.within) ?? '',
    limit,
    over,
  };
  const open = early ? [] : answersOf(scene, matter);
  const depends = matter.some((one) => one.open.length > 0);
  const unstated = early && depends ? fieldsOf(scene, matter) : open;
  const title = (early ? say.earlyTitle : say.lateTitle)(late.from.title, late.to.title, late.period);
  return {
    id: violation.key,
    certainty: depends ? 'depends' : 'certain',
    kind: depends ? 'depends' : violation.kind,
    rule: rule.id,
    title,
    message: messageOf(late, early, unstated),
    cites: uniqueCites(
      scene,
      matter.map((one) => one.rule),
    ),
    acts: shown(scene, [source, judged]),
    defendant: late.defendant,
    steps: early ? earlySteps(scene, main, limit) : lateSteps(scene, matter, over),
    dependsOn: [...unstated],
    reliesOn: uniqueTexts(matter.flatMap((one) => one.rule.note ?? [])),
    daysOver: early ? null : over,
  };
}

function messageOf(late: say.Late, early: boolean, unstated: readonly Unstated[]): Text {
  if (unstated.length > 0) return say.dependsMessage(late, unstated);
  return early ? say.earlyMessage(late) : say.lateMessage(late);
}

/** The first day that was allowed: the act's own day, and the days that lacked. */
function earliestOf(scene: Scene, { violation, judged }: Broken): string {
  return dayOf(scene, judged.at + 86_400_000 + (violation.byMs ?? 0));
}

function lateSteps(scene: Scene, matter: readonly Broken[], over: number): Step[] {
  const { state } = scene.replayed;
  const lines = matter.flatMap(({ violation: { due }, rule }, i) => {
    if (due === undefined) return [];
    const cites = citesOf(scene.pack, rule.cite, rule.marks);
    const said = explainDue({ pack: scene.pack, procedure: scene.law, state }, due, rule.id);
    return said.flatMap(({ text }, n): Step[] => {
      const step = due.steps[n];
      if (step === undefined || (i > 0 && step.kind === 'start')) return [];
      return [{ date: say.dateOfStep(step), text, cites: step.kind === 'add' || step.kind === 'extend' ? cites : [] }];
    });
  });
  const { judged, rule } = matter[0]!;
  const last = happened(scene, judged);
  return [...lines, { date: last.on, text: say.overLine(last, rule.within ?? '', over), cites: [] }];
}

function earlySteps(scene: Scene, { rule, source, judged }: Broken, earliest: string): Step[] {
  const [from, to] = [happened(scene, source), happened(scene, judged)];
  const cites = citesOf(scene.pack, rule.cite, rule.marks);
  return [
    { date: from.on, text: say.happenedLine(from), cites: [] },
    { date: earliest, text: say.delayLine(rule.after ?? '', earliest), cites },
    { date: to.on, text: say.happenedLine(to), cites: [] },
  ];
}

/** For each open fact of a matter and each answer: the limit that would apply, and whether it was broken. */
function answersOf(scene: Scene, matter: readonly Broken[]): readonly Unstated[] {
  const main = matter[0]!;
  return answersTo(scene.bench, matter).map(({ field, answers }) => ({
    field,
    title: fieldTitle(scene.law, main.judged.type, field),
    answers: answers.map(({ value, limit, broken }) => {
      const rule = limit === null ? null : scene.law.rules.find((one) => one.relations.includes(limit.relation));
      return {
        title: answerTitle(scene, main.judged, field, value),
        limit: limit?.due.date ?? null,
        broken,
        cites: rule === null || rule === undefined ? [] : citesOf(scene.pack, rule.cite, rule.marks),
      };
    }),
  }));
}

const answerTitle = (scene: Scene, judged: Act, field: string, value: Value): Text =>
  typeof value === 'boolean' ? say.yesNo(value) : valueTitle(scene.law, judged.type, field, String(value));

/** Open facts of a matter without dates: what an act that came too early depends on. */
function fieldsOf(scene: Scene, matter: readonly Broken[]): readonly Unstated[] {
  const main = matter[0]!;
  return main.open.map(({ name, answers }) => ({
    field: name,
    title: fieldTitle(scene.law, main.judged.type, name),
    answers: answers.map((value) => ({
      title: answerTitle(scene, main.judged, name, value),
      limit: null,
      broken: value === main.assumptions[name],
      cites: [],
    })),
  }));
}

function contradictionFinding(scene: Scene, { violation, rule, earlier, later }: Contradiction): Finding {
  const [before, after] = [happened(scene, earlier), happened(scene, later)];
  const defendant = nameOf(scene, later) ?? nameOf(scene, earlier);
  return {
    id: violation.key,
    certainty: 'contradiction',
    kind: 'contradiction',
    rule: rule.id,
    title: say.contradictionTitle(before.title, after.title),
    message: say.contradictionMessage(defendant, before, after),
    cites: citesOf(scene.pack, rule.cite, rule.marks),
    acts: shown(scene, [earlier, later]),
    defendant,
    steps: [before, after].map((one) => ({ date: one.on, text: say.happenedLine(one), cites: [] })),
    dependsOn: [],
    reliesOn: rule.note === null ? [] : [rule.note],
    daysOver: null,
  };
}

function uniqueCites(scene: Scene, rules: readonly RuleInfo[]): Cite[] {
  const all = rules.flatMap((rule) => citesOf(scene.pack, rule.cite, rule.marks));
  return [...new Map(all.map((cite) => [cite.short.zh, cite])).values()];
}

const uniqueTexts = (texts: readonly Text[]): Text[] => [...new Map(texts.map((text) => [text.zh, text])).values()];
