import type { Data } from '#engine/index.ts';
import type { Kit } from './kit.ts';
import { gapOf } from './pace.ts';
import { SEVER } from './plan.ts';
import { type Before, type Chapter, type Limit, pastStep, type Shape, shapeOf } from './shape.ts';

/** A whole case: its proceedings one after the other. */
export interface CourseOf {
  readonly id: string;
  readonly chapters: readonly Chapter[];
  /** Persons (or companies) in the case. */
  readonly people: number;
  /** Level of the offices: basic, city, province, supreme. */
  readonly level: string;
  /** A day on which the law that governs the course is in force. */
  readonly on: string;
  /** Days between an act (`act`, or `procedure/act`) and the one before, over those of pace.ts. */
  readonly pace?: Readonly<Record<string, readonly [number, number]>>;
  readonly slips?: readonly SlipOf[];
}

/** An act entered by mistake, for everybody, right before another act of the proceeding, and annulled on that day. */
export interface SlipOf {
  readonly procedure: string;
  readonly before: string;
  readonly act: string;
  readonly data: Data;
}
export interface Slip {
  /** The step that it stands before. */
  readonly before: number;
  readonly act: number;
  readonly who: number;
  readonly chapter: number;
  readonly data: Data;
}

export interface StepLimit extends Limit {
  readonly chapter: number;
}

/** A course in columns: one entry for each step. */
export interface Course {
  readonly id: string;
  readonly of: CourseOf;
  readonly length: number;
  readonly people: number;
  readonly level: string;
  /** `procedure/act` number of the kit; 0: the person is severed, which is no act of the law. */
  readonly act: Uint16Array;
  readonly family: Uint16Array;
  /** 0: the whole case, else the person. */
  readonly who: Uint8Array;
  readonly chapter: Uint8Array;
  readonly gapFrom: Int16Array;
  readonly gapTo: Int16Array;
  /** First step of each chapter. */
  readonly starts: readonly number[];
  readonly data: readonly Data[];
  readonly authority: readonly (string | null)[];
  readonly closedBy: readonly number[];
  /** By chapter: the one in which it began, where its person was severed from another; else itself. */
  readonly began: readonly number[];
  readonly slips: readonly Slip[];
  /** By chapter: number of the procedure, level of the office. */
  readonly procedures: readonly number[];
  readonly levels: readonly string[];
  /** Limits that are duties with a date. */
  readonly watched: readonly (StepLimit & { readonly name: string })[];
  readonly limits: readonly StepLimit[];
  /** What bounds each step from above while it is being dated: step counted from, days by table. */
  readonly upper: readonly (readonly Bound[])[];
  readonly lower: readonly (readonly Bound[])[];
}
export interface Bound {
  readonly from: number;
  readonly table: Int32Array;
}

interface Placed {
  readonly chapter: number;
  readonly local: number;
}

/** The steps of all chapters in their order in the case: one chapter after the other, one that stands within after the other's opening. */
function orderOf(chapters: readonly Chapter[], shapes: readonly Shape[]): readonly Placed[] {
  const order: Placed[] = [];
  shapes.forEach((shape, chapter) => {
    const own = shape.steps.map((_, local) => ({ chapter, local }));
    const { severed, within } = chapters[chapter]!;
    if (severed !== undefined) {
      const cut = shapes[severed.from]!.steps.findIndex((step) => step.act === SEVER && step.who === severed.who);
      order.splice(order.findIndex((one) => one.chapter === severed.from && one.local === cut) + 1, 0, ...own);
      return;
    }
    if (within !== true) {
      order.push(...own);
      return;
    }
    const host = chapter - 1;
    const opening = shapes[host]!.steps[0]!.act;
    const last = shapes[host]!.steps.findLastIndex((step) => step.act === opening);
    order.splice(order.findIndex((one) => one.chapter === host && one.local === last) + 1, 0, ...own);
  });
  return order;
}

export function courseOf(kit: Kit, of: CourseOf): Course {
  const all = of.chapters.map((chapter) => chapter.people ?? Array.from({ length: of.people }, (_, k) => k + 1));
  const shapes = of.chapters.map((chapter, nr) =>
    shapeOf(
      kit,
      chapter,
      all[nr]!.length,
      nr > 0 && chapter.office === 'above' ? above(of.level) : of.level,
      of.on,
      beforeOf(of.chapters, all, chapter),
    ),
  );
  const order = orderOf(of.chapters, shapes);
  const at = (chapter: number, local: number): number =>
    order.findIndex((one) => one.chapter === chapter && one.local === local);
  const steps = order.map(({ chapter, local }) => {
    const { procedure, after } = of.chapters[chapter]!;
    const { [local]: step, [local - 1]: before } = shapes[chapter]!.steps;
    const gap: readonly [number, number] =
      local === 0
        ? chapter === 0
          ? [0, 0]
          : (after ?? [1, 12])
        : before?.act === step!.act
          ? [0, 0]
          : (of.pace?.[`${procedure}/${step!.act}`] ?? of.pace?.[step!.act] ?? gapOf(procedure, step!.act));
    return {
      act: step!.act === SEVER ? 0 : kit.actNumber.get(`${procedure}/${step!.act}`)!,
      who: step!.who === 0 ? 0 : all[chapter]![step!.who - 1]!,
      chapter,
      gap,
      data: step!.data,
      authority: step!.authority,
    };
  });
  const limits: StepLimit[] = shapes.flatMap((shape, chapter) =>
    shape.limits.map((limit) => ({
      ...limit,
      step: at(chapter, limit.step),
      from: limit.from >= 0 ? at(chapter, limit.from) : at(of.chapters[chapter]!.severed!.from, pastStep(limit.from)),
      who: limit.who === 0 ? 0 : all[chapter]![limit.who - 1]!,
      chapter,
    })),
  );
  const starts = shapes.map((_, chapter) => at(chapter, 0));
  const closedBy = shapes.map((shape, chapter) => (shape.closedBy < 0 ? -1 : at(chapter, shape.closedBy)));
  const n = steps.length;
  const bounds = (earliest: boolean): Bound[][] =>
    Array.from({ length: n }, (_, i) =>
      unique(
        limits
          .filter((one) => one.earliest === earliest && one.from < i && (earliest ? one.step === i : one.step >= i))
          .map(({ from, safe }) => ({ from, table: safe })),
      ),
    );
  return {
    id: of.id,
    of,
    length: n,
    people: of.people,
    level: of.level,
    act: Uint16Array.from(steps, (step) => step.act),
    family: Uint16Array.from(steps, (step) => kit.familyNumber.get(kit.acts[step.act]!) ?? 0),
    who: Uint8Array.from(steps, (step) => step.who),
    chapter: Uint8Array.from(steps, (step) => step.chapter),
    gapFrom: Int16Array.from(steps, (step) => step.gap[0]),
    gapTo: Int16Array.from(steps, (step) => step.gap[1]),
    starts,
    data: steps.map((step) => step.data),
    authority: steps.map((step) => step.authority),
    closedBy,
    began: of.chapters.map(({ severed }, nr) => severed?.from ?? nr),
    slips: (of.slips ?? []).flatMap((slip) => slipsOf(kit, slip, of.chapters, steps)),
    procedures: of.chapters.map(({ procedure }) => kit.procedureNumber.get(procedure)!),
    levels: shapes.map((shape) => shape.level),
    watched: limits
      .filter((limit) => !limit.earliest && limit.duty)
      .map((limit) => ({ ...limit, name: `${of.chapters[limit.chapter]!.procedure}/${limit.relation}` })),
    limits,
    upper: bounds(false),
    lower: bounds(true),
  };
}

function beforeOf(
  chapters: readonly Chapter[],
  people: readonly (readonly number[])[],
  { severed }: Chapter,
): Before | undefined {
  if (severed === undefined) return undefined;
  return { chapter: chapters[severed.from]!, subjects: people[severed.from]!.length, who: severed.who };
}

/** A slip before the first such act of each person. */
function slipsOf(
  kit: Kit,
  { procedure, before, act, data }: SlipOf,
  chapters: readonly Chapter[],
  steps: readonly Pick<Slip, 'act' | 'who' | 'chapter'>[],
): Slip[] {
  const next = kit.actNumber.get(`${procedure}/${before}`);
  const entered = kit.actNumber.get(`${procedure}/${act}`);
  const found = steps.flatMap((step, nr): Slip[] =>
    step.act === next && steps.findIndex((one) => one.act === next && one.who === step.who) === nr
      ? [{ before: nr, act: entered ?? 0, who: step.who, chapter: step.chapter, data }]
      : [],
  );
  if (entered === undefined || found.length === 0)
    throw new RangeError(`${chapters.map((one) => one.procedure).join(' ')}: no “${act}” before “${before}”`);
  return found;
}

const unique = (bounds: readonly Bound[]): Bound[] =>
  bounds.filter((one, nr) => bounds.findIndex((other) => other.from === one.from && other.table === one.table) === nr);

export const above = (level: string): string =>
  level === 'basic' ? 'city' : level === 'city' ? 'province' : 'supreme';

/** Places of an act in a course, by `procedure/act`. */
export const stepsOf = (kit: Kit, course: Course, act: string): readonly number[] => {
  const nr = kit.actNumber.get(act);
  return Array.from(course.act, (one, step) => (one === nr ? step : -1)).filter((step) => step >= 0);
};
