import { type Act, type CaseState, legalDate } from '#engine/index.ts';
import { actorTitle, actTitle, findOffence, type LawPack, rankTitle } from '#law/index.ts';
import type { RecordedAct } from '#ledger/index.ts';
import { ANNUL, ASSIGN, type AssignData, isCustos, lawData, metaOf } from './acts.ts';
import { citesOf } from './cite.ts';
import { timeOf } from './deadline.ts';
import { type Dossier, namesOf, type Source, subjectOf } from './dossier.ts';
import { departureText } from './explain.ts';
import { type Regrouping, recordsOf } from './regrouped.ts';
import type { CourseItem, Person, Text } from './schemas.ts';
import { joinTexts, peopleText, small, weekdayDate, words } from './words.ts';

export type Directory = ReadonlyMap<string, Person>;

export const personOf = (directory: Directory, id: string): Person => directory.get(id) ?? { id, name: words(id, id) };

/** What has happened, newest first; acts of the clock in their place and marked, annulled ones with who annulled them. */
export function courseOf(source: Source, dossier: Dossier, directory: Directory): CourseItem[] {
  const recorded = recordsOf(dossier);
  const elsewhere = new Map(dossier.past.map((one) => [one.act.id, one.of]));
  const effective = dossier.state.acts
    .filter((act) => act.operation === undefined)
    .map((act) => ({
      ...lawItem(source, dossier, directory, act, recorded.get(act.id)),
      ...doneIn(elsewhere.get(act.id)),
    }));
  const annulled = dossier.state.annulled.flatMap(({ act, by }) => {
    const item = recorded.get(act);
    const annulment = recorded.get(by);
    return item && annulment && !isCustos(item.type)
      ? [{ ...annulledItem(source, dossier, directory, item, annulment), ...doneIn(elsewhere.get(act)) }]
      : [];
  });
  const own = dossier.recorded.filter((act) => act.type === ASSIGN || act.type === ANNUL);
  const items = [
    ...effective,
    ...annulled,
    ...own.map((act) => ownItem(source, dossier, directory, act)),
    ...dossier.regrouped.map((one) => regroupedItem(source, dossier, directory, one)),
  ];
  return items
    .map((item, place) => ({ item, place }))
    .sort((a, b) => order(b.item) - order(a.item) || (b.item.index ?? 0) - (a.item.index ?? 0) || b.place - a.place)
    .map(({ item }) => item);
}

const doneIn = (proceeding: string | undefined): Pick<CourseItem, 'elsewhere'> =>
  proceeding === undefined ? {} : { elsewhere: { proceeding, number: null } };

const order = (item: CourseItem): number => Date.parse(`${item.date}T${item.time ?? '00:00'}:00Z`);

/** Items of acts that were recorded after a version, oldest first: what changed meanwhile. */
export function itemsSince(
  source: Source,
  dossier: Dossier,
  directory: Directory,
  since: readonly RecordedAct[],
): CourseItem[] {
  const wanted = new Set(since.map((act) => act.id));
  return courseOf(source, dossier, directory)
    .filter((item) => wanted.has(item.id))
    .reverse();
}

function lawItem(
  source: Source,
  dossier: Dossier,
  directory: Directory,
  act: Act,
  recorded: RecordedAct | undefined,
): CourseItem {
  const { calendar } = source.pack;
  const info = dossier.law.acts.find((one) => one.id === act.type);
  const date = legalDate(act.at, calendar);
  const lateDays = recorded ? daysLate(recorded, source) : 0;
  return {
    id: act.id,
    index: recorded?.index ?? null,
    act: act.type,
    title: actTitle(dossier.law, act.type),
    subject: subjectOf(dossier, act.subject),
    date,
    time: act.precision === 'ms' ? timeOf(act.at, calendar) : null,
    by: byText(source, dossier, directory, act, recorded),
    recordedAt: recorded?.recordedAt ?? null,
    enteredLateDays: lateDays > 0 ? lateDays : null,
    derived: act.derived === true,
    annulled: null,
    cites: info ? citesOf(source.pack, info.cite) : [],
    data: [...dataItems(source, dossier, act.type, act.data), ...documentItem(recorded, info?.document ?? null)],
    departures: departuresOf(source, dossier, act.id),
    document: documentOf(recorded, info?.document ?? null),
    ground: recorded?.ground ?? null,
  };
}

function daysLate(recorded: RecordedAct, source: Source): number {
  const { calendar } = source.pack;
  const happened = Date.parse(legalDate(recorded.occurredAt, calendar));
  return Math.round((Date.parse(legalDate(recorded.recordedAt, calendar)) - happened) / 86_400_000);
}

export function departuresOf(source: Source, dossier: Dossier, act: string): CourseItem['departures'] {
  return dossier.state.violations
    .filter((violation) => violation.act === act)
    .map((violation) => departureText(source, dossier, dossier.state, violation));
}

function documentOf(recorded: RecordedAct | undefined, title: Text | null): CourseItem['document'] {
  const document = recorded ? metaOf(recorded.data).document : undefined;
  return document ? { id: document.id, title: title ?? words(document.name, document.name) } : null;
}

/** The title of the document that the law file gives the act, where no file of it is kept here. */
function documentItem(recorded: RecordedAct | undefined, title: Text | null): CourseItem['data'] {
  if (!recorded || !title || metaOf(recorded.data).document) return [];
  return [{ name: 'custos.document', title: words('文书', 'Document'), value: title }];
}

function byText(
  source: Source,
  dossier: Dossier,
  directory: Directory,
  act: Act,
  recorded: RecordedAct | undefined,
): Text {
  const type = dossier.law.procedure.acts.find((one) => one.id === act.type);
  const who = actorTitle(source.pack, type?.actor ?? 'system');
  if (!recorded) return who;
  const person = personOf(directory, recorded.actor);
  if (type?.by !== 'office')
    return words(`${who.zh}（${person.name.zh}录入）`, `${who.en} (entered by ${person.name.en})`);
  const meta = metaOf(recorded.data);
  const rank = source.pack.ranks.some((one) => one.id === recorded.role) ? rankTitle(source.pack, recorded.role) : who;
  const asked = meta.proposedBy ? personOf(directory, meta.proposedBy).name : null;
  const forWhom = meta.delegation ? personOf(directory, meta.delegation.from).name : null;
  return joinTexts(
    [
      words(`${person.name.zh}（${rank.zh}）`, `${person.name.en} (${rank.en})`),
      ...(forWhom ? [words(`受${forWhom.zh}委托`, `by delegation of ${forWhom.en}`)] : []),
      ...(asked ? [words(`${asked.zh}报请`, `asked by ${asked.en}`)] : []),
    ],
    '，',
    ', ',
  );
}

function annulledItem(
  source: Source,
  dossier: Dossier,
  directory: Directory,
  act: RecordedAct,
  annulment: RecordedAct,
): CourseItem {
  const plain: Act = {
    id: act.id,
    type: act.type,
    subject: act.subject,
    at: act.occurredAt,
    precision: act.precision,
    recordedAt: act.recordedAt,
    seq: act.version,
    data: lawData(act.data),
  };
  return {
    ...lawItem(source, dossier, directory, plain, act),
    annulled: {
      on: legalDate(annulment.occurredAt, source.pack.calendar),
      by: personOf(directory, annulment.actor).name,
      ground: annulment.ground ?? '',
    },
  };
}

function ownItem(source: Source, dossier: Dossier, directory: Directory, act: RecordedAct): CourseItem {
  const annulled = act.annuls === undefined ? undefined : recordsOf(dossier).get(act.annuls);
  const title = act.type === ASSIGN ? assignTitle(dossier, directory, act) : annulTitle(dossier, annulled);
  return {
    id: act.id,
    index: act.index,
    act: act.type,
    title,
    subject: subjectOf(dossier, act.subject),
    date: legalDate(act.occurredAt, source.pack.calendar),
    time: null,
    by: personOf(directory, act.actor).name,
    recordedAt: act.recordedAt,
    enteredLateDays: null,
    derived: false,
    annulled: null,
    cites: [],
    data: [],
    departures: [],
    document: null,
    ground: act.type === ASSIGN ? (act.data as unknown as AssignData).reason : (act.ground ?? null),
  };
}

/** A severing or merging, seen from this proceeding. */
function regroupedItem(source: Source, dossier: Dossier, directory: Directory, one: Regrouping): CourseItem {
  const ground = groundOf(source.pack, one);
  const people = peopleText(namesOf(dossier, one.people));
  const { act } = one;
  return {
    ...ownItem(source, dossier, directory, act),
    title: joinTexts([regroupingTitle(one.kind, people), ...(ground ? [ground.title] : [])], '：', ': '),
    cites: ground ? citesOf(source.pack, ground.cite) : [],
    ground: one.reason || null,
    elsewhere: { proceeding: one.proceeding, number: null },
  };
}

function regroupingTitle(kind: Regrouping['kind'], people: Text): Text {
  switch (kind) {
    case 'severed-to':
      return words(`分案，${people.zh}另案办理`, `Severed into a case of their own, ${people.en}`);
    case 'severed-from':
      return words(`由他案分出，${people.zh}`, `Severed from another case, ${people.en}`);
    case 'merged-from':
      return words(`并案，并入${people.zh}`, `Another case merged into this one, with ${people.en}`);
    case 'merged-into':
      return words('并案，并入他案继续办理', 'Merged into another case, where it goes on');
  }
}

/** The ground of the law pack under which it was done. */
export function groundOf(pack: LawPack, { kind, ground }: Pick<Regrouping, 'kind' | 'ground'>) {
  const grounds = kind.startsWith('severed') ? pack.regrouping?.sever : pack.regrouping?.merge;
  return grounds?.find((one) => one.id === ground) ?? null;
}

/** What an annulment takes back: an act, or an annulment before it. */
function annulTitle(dossier: Dossier, annulled: RecordedAct | undefined): Text {
  const before = annulled?.annuls;
  if (annulled && before !== undefined) {
    const inner = annulTitle(dossier, recordsOf(dossier).get(before));
    return words(`收回（${inner.zh}）`, `Take back: ${small(inner.en)}`);
  }
  const what = annulled ? actTitle(dossier.law, annulled.type) : words('', '');
  return words(`撤销“${what.zh}”`, `Annul “${what.en}”`);
}

function assignTitle(dossier: Dossier, directory: Directory, act: RecordedAct): Text {
  const data = act.data as unknown as AssignData;
  const desk = dossier.office.desks.find((one) => one.id === data.desk)?.title;
  const who = data.handler === null ? null : personOf(directory, data.handler).name;
  if (who && desk) return words(`分配：${desk.zh}，${who.zh}承办`, `Assigned to ${who.en}, ${desk.en}`);
  if (who) return words(`分配：${who.zh}承办`, `Assigned to ${who.en}`);
  return desk ? words(`分配：${desk.zh}`, `Assigned to ${desk.en}`) : words('取消分配', 'Assignment taken back');
}

/** The data of an act with titles, each value in words. */
export function dataItems(source: Source, dossier: Dossier, type: string, data: Act['data']): CourseItem['data'] {
  const info = dossier.law.acts.find((one) => one.id === type);
  return Object.entries(data).flatMap(([name, value]) => {
    if (value === null || value === '') return [];
    const field = info?.data.find((one) => one.name === name);
    return [{ name, title: field?.title ?? words(name, name), value: valueText(source, dossier, field, value) }];
  });
}

type Field = Dossier['law']['acts'][number]['data'][number];

function valueText(source: Source, dossier: Dossier, field: Field | undefined, value: unknown): Text {
  if (typeof value === 'boolean') return value ? words('是', 'yes') : words('否', 'no');
  if (Array.isArray(value)) return joinTexts(value.map((item) => valueText(source, dossier, field, item)));
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (field?.type === 'date') return weekdayDate(text);
  if (field?.type === 'offence' || field?.of === 'offence')
    return findOffence(source.pack.offences, text)?.title ?? words(text, text);
  if (field?.type === 'person') return subjectText(dossier, text);
  if (field?.type === 'money' && typeof value === 'number') return words(`${value / 100}元`, `CNY ${value / 100}`);
  return field?.values.find((one) => one.id === text)?.title ?? words(text, text);
}

function subjectText(dossier: Dossier, id: string): Text {
  const name = subjectOf(dossier, id)?.name ?? id;
  return words(name, name);
}

/** Where the proceeding as a whole departed from the law, the latest first. */
export function departureList(source: Source, dossier: Dossier, state: CaseState) {
  const seen = new Set<string>();
  return state.violations
    .map((violation) => ({
      ...departureText(source, dossier, state, violation),
      date: legalDate(violation.due && !violation.act ? violation.due.at : violation.at, source.pack.calendar),
    }))
    .filter(({ text, date }) => !seen.has(`${date}|${text.zh}`) && seen.add(`${date}|${text.zh}`) !== undefined)
    .sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0));
}
