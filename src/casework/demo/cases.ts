import { type CaseState, type Data, startOfDay, type World } from '#engine/index.ts';
import type { Dossier, Source } from '../dossier.ts';
import { type Opening, openingsOf } from '../openings.ts';
import { titleBeside } from '../receive.ts';
import { neverRegrouped } from '../regrouped.ts';
import { words } from '../words.ts';
import { demoOffice, demoStaff } from './office.ts';
import { type CasePlan, openingData, partiesOf, sourceOf, titleOf } from './people.ts';
import type { Chance } from './random.ts';
import { addDays, type Plot, type Stage, stateOf as stateOfWalk, type WalkAct, type Walked, walk } from './walk.ts';

export interface Made {
  readonly proceedings: Walked[];
}

/** Makes one case with every proceeding that comes of it up to `until`. */
export function makeCase(source: Source, world: World, plan: CasePlan, chance: Chance, until: string): Made {
  const stage: Stage = { pack: source.pack, world, chance, until };
  const desk =
    demoStaff.find((one) => one.person.id === plan.handler)?.desk ??
    plan.desk ??
    (plan.procedure.startsWith('criminal.filing') || plan.procedure.startsWith('petition')
      ? 'third'
      : chance.happens(0.3)
        ? 'second'
        : 'first');
  const law = source.pack.procedures[plan.procedure];
  if (!law) throw new Error(`demo: no procedure ${plan.procedure}`);
  const parties = partiesOf(source, law, plan, desk, chance);
  const start: Walked = {
    id: chance.uuid(),
    caseId: chance.uuid(),
    law,
    desk,
    ...(plan.handler ? { handler: plan.handler } : {}),
    opened: plan.on,
    first: true,
    parties,
    acts: [],
    joined: [],
    data: {
      caseTitle: titleOf(source, law, parties),
      parties: [...parties],
      documents: [],
      source: sourceOf(law, chance, plan.on),
      package: null,
      from: null,
    },
  };
  openIt(stage, start, plan);
  const made: Walked[] = [start];
  const queue: { readonly walked: Walked; readonly plot: Plot }[] = [{ walked: start, plot: plan.plot }];
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { walked, plot } = next;
    walk(stage, walked, plot, (act) => {
      if (plan.follow === false) return;
      for (const opening of openings(source, stage, walked, act)) {
        const joined = made.find(
          (one) => one.law.id === opening.law.id && one.data.from?.proceeding === walked.id && one.opened === act.date,
        );
        if (joined) join(stage, joined, opening, act);
        else {
          const fresh = begin(source, stage, walked, opening, act);
          made.push(fresh);
          queue.push({ walked: fresh, plot: followPlot(chance) });
        }
      }
    });
    const transfer = plan.follow === false ? null : transferAfter(source, stage, walked);
    if (transfer) {
      made.push(transfer);
      queue.push({ walked: transfer, plot: followPlot(chance) });
    }
  }
  return { proceedings: made };
}

const followPlot = (chance: Chance): Plot => (chance.happens(0.04) ? { slow: true } : {});

/** The opening acts with data that fit the procedure. */
function openIt(stage: Stage, walked: Walked, plan: CasePlan): void {
  const info = walked.law.acts.find((one) => walked.law.procedure.opening.includes(one.id))!;
  const subjects =
    info.subject === null
      ? [null]
      : walked.parties.filter((party) => party.kind === info.subject).map((party) => party.id);
  const complex = stage.chance.happens(0.2);
  for (const subject of subjects) {
    const party = walked.parties.find((one) => one.id === subject);
    push(
      stage,
      walked,
      info.id,
      subject,
      plan.on,
      { ...openingData(stage, walked, party ?? null, plan, complex), ...plan.plot.opening },
      info.actor,
    );
  }
}

function push(
  stage: Stage,
  walked: Walked,
  type: string,
  subject: string | null,
  date: string,
  data: Data,
  role: string,
): void {
  walked.acts.push({
    id: stage.chance.uuid(),
    date,
    prepared: {
      type,
      subject,
      at: startOfDay(date, stage.pack.calendar),
      precision: 'day',
      data,
      role,
      meta: {},
      ground: null,
    },
  });
}

/** The proceeding as openings look at it, with the act in it. */
function asDossier(stage: Stage, walked: Walked, state: CaseState): Dossier {
  return {
    ...neverRegrouped,
    seq: walked.acts.length,
    id: walked.id,
    caseId: walked.caseId,
    office: demoOffice,
    law: walked.law,
    procedureVersion: '',
    version: walked.acts.length,
    opening: { ...walked.data, number: '', numberText: words('', ''), series: { prefix: '', year: 0, serial: 0 } },
    openingAct: { id: '' } as Dossier['openingAct'],
    parties: walked.parties,
    desk: walked.desk,
    handler: null,
    recorded: [],
    acts: [],
    state,
    now: state.now,
    today: stage.until,
  };
}

function openings(source: Source, stage: Stage, walked: Walked, act: WalkAct): readonly Opening[] {
  if (!walked.law.opens.some((link) => link.on === act.prepared.type && link.known)) return [];
  const state = stateAfter(stage, walked, act);
  return openingsOf(source, asDossier(stage, walked, state), act.prepared).filter(
    (opening) => opening.how !== 'missing',
  );
}

function begin(source: Source, stage: Stage, walked: Walked, opening: Opening, act: WalkAct): Walked {
  const fresh: Walked = {
    id: stage.chance.uuid(),
    caseId: walked.caseId,
    law: opening.law,
    desk: walked.desk,
    opened: act.date,
    first: false,
    parties: [...opening.parties],
    acts: [],
    joined: [],
    data: {
      caseTitle: titleBeside(source, { parties: walked.parties, opening: walked.data }, opening.law, opening.parties),
      parties: [...opening.parties],
      documents: [],
      source: words(`由本案${walked.law.title.zh}转来`, `From ${walked.law.title.en} of this case`),
      package: null,
      from: { proceeding: walked.id, act: act.id },
    },
  };
  openedBy(
    stage,
    fresh,
    opening,
    act,
    opening.how === 'await' ? addDays(act.date, stage.chance.whole(2, 6)) : act.date,
  );
  return fresh;
}

function join(stage: Stage, joined: Walked, opening: Opening, act: WalkAct): void {
  const more = opening.parties.filter((party) => !joined.parties.some((one) => one.id === party.id));
  if (more.length === 0) return;
  joined.joined.push({ date: act.date, parties: more, before: joined.acts.length });
  joined.parties.push(...more);
  openedBy(stage, joined, opening, act, joined.acts[0]?.date ?? act.date);
}

/** The opening acts of a proceeding that another opened; the court accepts some days later. */
function openedBy(stage: Stage, fresh: Walked, opening: Opening, act: WalkAct, date: string): void {
  if (date > stage.until) return;
  const has = (name: string) => opening.act.data.some((field) => field.name === name);
  for (const subject of opening.subjects) {
    const data: Data = {
      ...(has('fast_track') ? { fast_track: false } : {}),
      ...opening.carried,
      ...(has('received_on') ? { received_on: date } : {}),
    };
    push(
      stage,
      fresh,
      opening.act.id,
      subject,
      date,
      data,
      opening.how === 'record' ? act.prepared.role : opening.act.actor,
    );
  }
}

/** Some weeks after an arrest the police transfer the case for prosecution. */
function transferAfter(source: Source, stage: Stage, walked: Walked): Walked | null {
  if (walked.law.id !== 'criminal.arrest-review') return null;
  const decided = walked.acts.filter(
    (act) =>
      act.prepared.type === 'decide-arrest' ||
      (act.prepared.type === 'decide-non-arrest' && act.prepared.data.ground !== 'no-criminal-fact'),
  );
  const last = decided.at(-1);
  const law = source.pack.procedures['criminal.prosecution-review'];
  const info = law?.acts.find((one) => law.procedure.opening.includes(one.id));
  if (!last || !law || !info) return null;
  const date = addDays(last.date, stage.chance.whole(30, 62));
  if (date > stage.until) return null;
  const went = decided.map((act) => act.prepared.subject);
  const parties = walked.parties
    .filter((party) => party.kind === null || went.includes(party.id))
    .map((party) => (party.kind === null ? party : { ...party, kind: info.subject }));
  const fresh: Walked = {
    id: stage.chance.uuid(),
    caseId: walked.caseId,
    law,
    desk: walked.desk,
    opened: date,
    first: false,
    parties,
    acts: [],
    joined: [],
    data: {
      caseTitle: walked.data.caseTitle,
      parties: [...parties],
      documents: [],
      source: sourceOf(law, stage.chance, date),
      package: null,
      from: null,
    },
  };
  const complex = stage.chance.happens(0.2);
  for (const act of decided) {
    const party = parties.find((one) => one.id === act.prepared.subject) ?? null;
    const data = openingData(stage, fresh, party, { procedure: law.id, on: date, plot: {} }, complex);
    push(
      stage,
      fresh,
      info.id,
      act.prepared.subject,
      date,
      { ...data, in_custody: act.prepared.type === 'decide-arrest' },
      info.actor,
    );
  }
  return fresh;
}

function stateAfter(stage: Stage, walked: Walked, act: WalkAct): CaseState {
  return stateOfWalk(stage, walked, act.date);
}
