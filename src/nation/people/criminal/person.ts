import type { Part } from '../../cells.ts';
import type { Mess } from '../mess.ts';
import type { Group } from '../offences.ts';

export type Year = number;

/** After the last year: what is received in it and decided no more. */
export const AFTER = 2023;

export type Decision = 'prosecute' | 'discretionary' | 'doubt' | 'statutory' | 'conditional' | 'transfer';

type Way = 'plain' | 'fast' | 'returned' | 'extended' | 'self';

/** What is known of the people of one case before there is a case. */
export interface Person {
  readonly year: Year;
  readonly group: Group;
  readonly offence: string;
  readonly decision: Decision;
  readonly marks: readonly string[];
  readonly minor: boolean;
  readonly selfDefence?: boolean;
  readonly old?: boolean;
  readonly duty?: 'plain' | 'senior';
  /** Investigated by the office itself, as duty crimes were before the supervisory commissions. */
  readonly own?: boolean;
  readonly compliance?: 'passed' | 'failed';
  readonly report?: boolean;
  readonly company?: boolean;
  readonly single?: boolean;
  /** End of the conditional non-prosecution: years after its decision. */
  readonly final?: 0 | 1;
  readonly stage?: 'none' | 'arrested' | 'refused';
  readonly before?: 'none' | 'both' | 'arrest';
  readonly plea?: boolean;
  readonly way?: Way;
  /** The appeal comes the year after the bill. */
  readonly appealsNext?: boolean;
  readonly trial?: 'adopted' | 'rejected' | 'appeal' | 'plain' | 'plain-appeal';
  readonly mess?: Mess;
}

export type Parts = Part<Person>[];

export type At = (id: string, year: number) => number;
