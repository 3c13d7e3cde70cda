import { type Part, splitCases } from '../cells.ts';
import type { Person } from './criminal/person.ts';

/**
 * What casework is like where it is not plain: the cases that careless counts fall into. Each takes the place of plain cases of the same
 * persons, so that whatever is calibrated stays as it is.
 */
export const MESSES = [
  /** One bill for two charges. */
  'two-charges',
  /** An offence that was left out is prosecuted the year after, in the same case. */
  'left-out-offence',
  /** A company and the person who acted for it. */
  'company',
  /** Arrested, released on bail, arrested again. */
  'arrested-twice',
  /** Refused, and approved after reconsideration; the same, asked again in January about a refusal of December; by the office above. */
  'changed-here',
  'changed-next-year',
  'changed-above',
  /** Not prosecuted; the office above has the decision revoked, and the case goes to court. */
  'revoked-above',
  /** The bill is withdrawn, and filed again on new evidence. */
  'filed-again',
  /** Received, found to be another office's, received there. */
  'moved',
  /** Two suspects arrested in proceedings of their own; the second is joined to the review of the first. */
  'joined',
  /** Two suspects received together; one is severed into a proceeding of their own, where everything goes on as it was. */
  'severed',
  /** Two suspects reviewed together, tried apart. */
  'tried-apart',
  /** Entered by mistake and annulled: a bill, a bill for somebody who is not prosecuted, an arrest that was refused. */
  'annulled-bill',
  'annulled-for-other',
  'annulled-arrest',
] as const;
export type Mess = (typeof MESSES)[number];
type Parts = Part<Person>[];

interface Kind {
  readonly mess: Mess;
  /** Of the plain cases that it can stand for. No statistics: ours. */
  readonly share: number;
  readonly fits: (of: Person, people: number) => boolean;
  /** Only in years after. */
  readonly after?: number;
}

const COMMON: ReadonlySet<string> = new Set(['six', 'other', 'minor']);

/** Nothing about it but what everybody has. */
const isPlain = (of: Person): boolean =>
  of.mess === undefined &&
  of.before === 'none' &&
  of.way === 'plain' &&
  of.marks.length === 0 &&
  of.duty === undefined &&
  of.compliance === undefined &&
  of.company !== true &&
  of.selfDefence !== true &&
  of.report !== true &&
  !of.minor;
const isCommon = (of: Person): boolean => isPlain(of) && COMMON.has(of.group);
const isTried = (of: Person): boolean =>
  of.decision === 'prosecute' && (of.trial === 'adopted' || of.trial === 'plain') && of.appealsNext === undefined;

const KINDS: readonly Kind[] = [
  { mess: 'joined', share: 0.04, fits: (of, n) => n === 2 && of.stage === 'arrested' && isTried(of) },
  { mess: 'severed', share: 0.02, fits: (of, n) => n === 2 && of.stage === 'none' && isTried(of) },
  { mess: 'tried-apart', share: 0.03, fits: (of, n) => n === 2 && of.stage === 'none' && isTried(of) },
  { mess: 'moved', share: 0.012, fits: (of) => of.stage === 'none' && isTried(of) },
  { mess: 'filed-again', share: 0.002, fits: (of, n) => n === 1 && of.stage === 'none' && isTried(of) },
  { mess: 'left-out-offence', share: 0.003, fits: (of, n) => n === 1 && of.stage === 'none' && isTried(of) },
  { mess: 'arrested-twice', share: 0.01, fits: (of, n) => n === 1 && of.stage === 'arrested' && isTried(of) },
  { mess: 'changed-here', share: 0.008, fits: (of) => of.stage === 'arrested' && isTried(of) },
  {
    mess: 'changed-next-year',
    share: 0.002,
    after: 2018,
    fits: (of, n) => n === 1 && of.stage === 'arrested' && isTried(of),
  },
  { mess: 'changed-above', share: 0.003, fits: (of) => of.stage === 'arrested' && isTried(of) },
  {
    mess: 'revoked-above',
    share: 0.02,
    fits: (of, n) => n === 1 && of.stage === 'none' && of.decision === 'discretionary' && of.plea !== true,
  },
  { mess: 'annulled-bill', share: 0.004, fits: (of) => of.stage === 'none' && isTried(of) },
  {
    mess: 'annulled-for-other',
    share: 0.004,
    fits: (of) => of.stage === 'none' && of.decision === 'discretionary',
  },
  { mess: 'annulled-arrest', share: 0.004, fits: (of) => of.stage === 'refused' && isTried(of) },
  { mess: 'two-charges', share: 0.06, fits: (of) => of.stage === 'none' && isTried(of) },
];

/** Gives shares of a year's plain cases a mess each; one case at least where any fits, so that every kind is in a small nation too. */
export function messed(parts: Parts, year: number): Parts {
  return KINDS.filter(({ after }) => after === undefined || year > after).reduce(give, withCompanies(parts));
}

function give(parts: Parts, { mess, share, fits }: Kind): Parts {
  const able = parts.filter(({ of, people }) => isCommon(of) && fits(of, people));
  const cases = able.reduce((sum, part) => sum + part.cases, 0);
  if (cases === 0) return parts;
  const chosen = splitCases(
    able,
    Math.max(1, Math.round(cases * share)),
    (of, taken): Person => (taken ? { ...of, mess } : of),
  );
  return [...parts.filter((part) => !able.includes(part)), ...chosen];
}

/** Of the companies: those that stand in one case with a person. */
const WITH_A_PERSON = 0.6;
const OF_COMPANIES: ReadonlySet<string> = new Set(['tax', 'market', 'financial', 'ip']);

/**
 * A company that stood alone (and whose review had no counted step) takes the place of one of two persons, who then stands alone: persons,
 * companies and cases stay as many as they were.
 */
function withCompanies(parts: Parts): Parts {
  const result = [...parts];
  const left = result.map((part) => part.cases);
  const added: Parts = [];
  parts.forEach(({ of: company, cases }, nr) => {
    if (company.company !== true || company.before !== 'none' || company.way !== 'plain' || !isTried(company)) return;
    let wanted = Math.round(cases * WITH_A_PERSON);
    parts.forEach(({ of, people, cases: most }, other) => {
      const fits =
        people === 2 &&
        OF_COMPANIES.has(of.group) &&
        isPlain(of) &&
        of.stage === 'none' &&
        of.plea === company.plea &&
        of.trial === company.trial &&
        of.decision === 'prosecute';
      const taken = fits ? Math.min(wanted, left[other]!, Math.ceil(most / 2)) : 0;
      if (taken === 0) return;
      wanted -= taken;
      left[nr]! -= taken;
      left[other]! -= taken;
      added.push({ of: { ...of, mess: 'company' }, people: 2, cases: taken }, { of, people: 1, cases: taken });
    });
  });
  return [...result.map((part, nr) => ({ ...part, cases: left[nr]! })).filter((part) => part.cases > 0), ...added];
}
