import type { Course } from './course.ts';
import type { DefendantRead } from './defendants.ts';
import type { DelayRead, ExtensionRead } from './delays.ts';
import type { Header } from './header.ts';
import type { Span } from './normalise.ts';
import type { Prosecution } from './prosecution.ts';
import type { EarlierDecision, Protest, Remedy } from './remedies.ts';

/** What was read, with the places it was read from. */
export interface ReadParts {
  readonly header: Header;
  readonly prosecution: Prosecution | null;
  readonly course: Course;
  readonly reviewed: EarlierDecision | null;
  readonly appeal: Remedy | null;
  readonly protest: Protest | null;
  readonly delays: readonly DelayRead[];
  readonly extension: ExtensionRead | null;
  readonly defendants: readonly DefendantRead[];
}

type Place = { readonly span: Span } | null | undefined;

function placesOfDefendant({ nameSpan, days }: DefendantRead, i: number): readonly (readonly [string, Place])[] {
  return [
    [`/defendants/${i}/name`, { span: nameSpan }],
    [`/defendants/${i}/detained`, days.detained],
    [`/defendants/${i}/arrested`, days.arrested],
    [`/defendants/${i}/bailed`, days.bailed],
    [`/defendants/${i}/residential_surveillance`, days.residential_surveillance],
  ];
}

/** The places in the text of all that was found, by JSON Pointer into the judgment; what was not found has none. */
export function sourcesOf(parts: ReadParts): Record<string, Span> {
  const { header, prosecution, course, reviewed, appeal, protest, delays, extension, defendants } = parts;
  const indictment = prosecution?.chargings[0];
  const places: readonly (readonly [string, Place])[] = [
    ['/court', header.court],
    ['/case_no', header.caseNo],
    ['/prosecuting_office', prosecution?.office],
    ['/indictment_no', indictment?.no],
    ['/prosecuted_on', indictment?.on],
    ['/accepted_on', course.accepted],
    ['/first_judgment_on', reviewed?.on],
    ['/public_hearing', course.hearing],
    ['/procedure', course.procedure],
    ['/extension', extension],
    ['/appeal/on', appeal?.on],
    ['/protest/by/0', protest?.by[0]],
    ['/protest/on', protest?.on],
    ...course.trials.map((trial, i) => [`/trials/${i}`, trial] as const),
    ...delays.map((delay, i) => [`/adjournments/${i}`, delay] as const),
    ...(appeal?.by ?? []).map((name, i) => [`/appeal/by/${i}`, name] as const),
    ...defendants.flatMap(placesOfDefendant),
  ];
  return Object.fromEntries(places.flatMap(([pointer, place]) => (place ? [[pointer, place.span]] : [])));
}
