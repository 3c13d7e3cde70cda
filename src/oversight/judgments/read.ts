import { readCourse } from './course.ts';
import { joinDefendants } from './defendants.ts';
import { readDelays, readExtension, readSuspensions } from './delays.ts';
import type { Header, HeaderProblem, Instance } from './header.ts';
import { instanceOf, readHeader } from './header.ts';
import type { Judgment, Note, ReadResult, Words } from './judgment.ts';
import type { Found } from './normalise.ts';
import { readParties } from './parties.ts';
import type { Prosecution } from './prosecution.ts';
import { readProsecution } from './prosecution.ts';
import type { Reading } from './reading.ts';
import { startReading } from './reading.ts';
import type { EarlierDecision, Protest, Remedy } from './remedies.ts';
import { readAppeal, readEarlierDecisions, readProtest } from './remedies.ts';
import { sourcesOf } from './sources.ts';

const problems: Readonly<Record<HeaderProblem, Words>> = {
  'no-title': {
    zh: '开头没有“刑事判决书”或“刑事裁定书”的标题',
    en: 'no title 刑事判决书 or 刑事裁定书 at the beginning',
  },
  'not-criminal': { zh: '不是刑事裁判文书', en: 'not a criminal judgment: the title is of another kind of case' },
  'not-a-judgment': {
    zh: '不是判决书或裁定书',
    en: 'neither a judgment nor a ruling: the title is of another kind of document',
  },
  'no-court': { zh: '标题前没有法院名称', en: 'no court is named before the title' },
};

function refuse(reason: Words): ReadResult {
  return { ok: false, reason };
}

interface Before {
  readonly decisions: readonly EarlierDecision[];
  /** The judgment that this one reviews, or that was given before the case was sent back. */
  readonly judgment: EarlierDecision | null;
  /** Where the course before this court begins. */
  readonly courseFrom: number;
}

/** What was decided before this judgment: in a second instance the last judgment below, in a first the last one before the case was sent back. */
function before(reading: Reading, instance: Instance, from: number): Before {
  const decisions = readEarlierDecisions(reading, from);
  const below = decisions.filter(
    (d) => d.kind === 'judgment' && (instance !== 'second' || d.court === null || !/^[本我]院$/.test(d.court)),
  );
  const judgment = below.at(-1) ?? null;
  const last = instance === 'second' ? judgment : (decisions.at(-1) ?? null);
  return { decisions, judgment, courseFrom: last?.end ?? from };
}

interface Remedies {
  readonly appeal: Remedy | null;
  readonly protest: Protest | null;
}

function remedies(reading: Reading, reviewed: EarlierDecision | null, instance: Instance, from: number): Remedies {
  if (reviewed === null && instance === 'first') return { appeal: null, protest: null };
  const start = reviewed?.end ?? from;
  return {
    appeal: readAppeal(reading, start, reading.text.length),
    protest: readProtest(reading, start, reading.text.length),
  };
}

function strangers(appeal: Remedy | null, known: readonly string[]): readonly Note[] {
  const by = appeal?.by ?? [];
  const others = by.filter((name) => !known.includes(name.value));
  return others.map((name) => ({
    field: '/appeal',
    zh: `上诉人${name.value}不在被告人之列（可能是其他当事人，或遮盖姓名有误）`,
    en: `the appellant ${name.value} is not among the defendants (another party, or a name masked wrongly)`,
  }));
}

function unaccused(prosecution: Prosecution | null): readonly Note[] {
  if (prosecution !== null) return [];
  const zh = '没有读到起诉部分（指控被告人…犯…罪）';
  return [{ field: '/chargings', zh, en: 'no accusation (指控被告人…犯…罪) could be read' }];
}

const values = (found: readonly Found<string>[]): string[] => found.map((one) => one.value);

function assemble(reading: Reading, header: Header): ReadResult {
  const instance = instanceOf(header.caseNo?.value ?? null, reading.text);
  const prosecution = readProsecution(reading, header.end);
  const parties = readParties(reading, header.end, prosecution?.start ?? reading.text.length);
  const { defendants, notes } = joinDefendants(reading, prosecution, parties, instance === 'first');
  if (defendants.length === 0) {
    return refuse({
      zh: '没有读到任何被告人',
      en: 'no defendant could be read: expected 被告人 with a name, or an accusation (指控被告人…犯…罪)',
    });
  }
  const from = prosecution?.end ?? header.end;
  const earlier = before(reading, instance, from);
  const { appeal, protest } = remedies(reading, earlier.judgment, instance, from);
  const course = readCourse(reading, earlier.courseFrom, prosecution?.start ?? header.end);
  const delays = readDelays(reading, from);
  const extension = readExtension(reading, from);
  const first = prosecution?.chargings[0];
  const sources = sourcesOf({
    header,
    prosecution,
    course,
    reviewed: earlier.judgment,
    appeal,
    protest,
    delays,
    extension,
    defendants,
  });
  const known = defendants.map(({ defendant }) => defendant.name);
  const judgment: Judgment = {
    court: header.court.value,
    case_no: header.caseNo?.value ?? null,
    instance,
    prosecuting_office: prosecution?.office?.value ?? null,
    indictment_no: first?.no?.value ?? null,
    defendants: defendants.map(({ defendant }) => defendant),
    prosecuted_on: first?.on?.value ?? null,
    accepted_on: course.accepted?.value ?? null,
    trials: values(course.trials),
    first_judgment_on: earlier.judgment?.on?.value ?? null,
    appeal: appeal === null ? null : { by: values(appeal.by), on: appeal.on?.value ?? null },
    protest:
      protest === null
        ? null
        : { by: values(protest.by), on: protest.on?.value ?? null, supported_by: protest.supportedBy?.value ?? null },
    adjournments: delays.map((delay) => ({
      asked_on: delay.asked_on?.value ?? null,
      from: delay.from?.value ?? null,
      to: delay.to?.value ?? null,
      count: delay.count,
      reason: delay.reason,
      by: delay.by,
    })),
    extension:
      extension === null
        ? null
        : {
            approved_on: extension.approved_on?.value ?? null,
            by: extension.by,
            length: extension.length,
            count: extension.count,
          },
    public_hearing: course.hearing === null ? null : course.hearing.value === 'public',
    document: header.document,
    prosecution: first?.kind === 'private' ? 'private' : 'public',
    hearing: course.hearing?.value ?? null,
    procedure: course.procedure?.value ?? null,
    suspensions: readSuspensions(reading, from).map(({ from: begun, to, reason }) => ({
      from: begun?.value ?? null,
      to: to?.value ?? null,
      reason,
    })),
    earlier_decisions: earlier.decisions.map(({ kind, court, no, on, remand }) => ({
      kind,
      court,
      case_no: no?.value ?? null,
      on: on?.value ?? null,
      remand,
    })),
    chargings: (prosecution?.chargings ?? []).map(({ kind, no, on, accused }) => ({
      kind,
      no: no?.value ?? null,
      on: on?.value ?? null,
      accused: accused.map(({ name, charges }) => ({ name: name.value, charges: [...charges] })),
    })),
    notes: [...notes, ...unaccused(prosecution), ...strangers(appeal, known)],
    sources,
  };
  return { ok: true, judgment };
}

/**
 * Reads the procedural head of a Chinese criminal judgment or ruling. Only what the text states is given; nothing is inferred from law.
 * Refused: an empty text; a document without the title of a criminal judgment or ruling, or without a court before the title; a head
 * with no defendant. The words of the reason are for the user.
 */
export function readJudgment(text: string): ReadResult {
  if (text.trim() === '') return refuse({ zh: '文本为空', en: 'the text is empty' });
  const reading = startReading(text);
  const header = readHeader(reading.source);
  if (typeof header === 'string') return refuse(problems[header]);
  return assemble(reading, header);
}
