import type { FieldError } from './fields.ts';
import type { CourseItem, Refusal, Text, WhyNot } from './schemas.ts';
import { words } from './words.ts';

/** Nothing was recorded, and every reason why. */
export function refusal(
  kind: Refusal['kind'],
  message: Text,
  more: {
    readonly reasons?: readonly WhyNot[];
    readonly fieldErrors?: readonly FieldError[];
    readonly since?: readonly CourseItem[];
  } = {},
): Refusal {
  return {
    kind,
    message,
    reasons: [...(more.reasons ?? [])],
    fieldErrors: (more.fieldErrors ?? []).map((error) => ({ field: error.field, text: error.text })),
    since: [...(more.since ?? [])],
    recorded: false,
  };
}

/** The same answer for what does not exist and for what is not the asker's. */
export const notFound = (): Refusal =>
  refusal('not-found', words('没有此件，或者无权查阅', 'There is no such thing, or it is not yours to see'));

export const notAllowed = (why: Text): Refusal => refusal('not-allowed', why);

export const badData = (errors: readonly FieldError[]): Refusal =>
  refusal(
    'data',
    words(
      `有${errors.length}处填写有误，未作任何记录`,
      `${errors.length} ${errors.length === 1 ? 'field is' : 'fields are'} wrong; nothing was recorded`,
    ),
    { fieldErrors: errors },
  );

export const byLaw = (title: Text, reasons: readonly WhyNot[]): Refusal =>
  refusal(
    'refused',
    words(
      `现在不得“${title.zh}”：${reasons.map((reason) => reason.text.zh).join('；')}`,
      `“${title.en}” is not possible now: ${reasons.map((reason) => reason.text.en).join('; ')}`,
    ),
    { reasons },
  );

export const conflict = (since: readonly CourseItem[]): Refusal => {
  const last = since.at(-1);
  return refusal(
    'conflict',
    last
      ? words(
          `此间已有人办理：${last.title.zh}（${last.by.zh}）。未作任何记录`,
          `Somebody acted meanwhile: ${last.title.en} (${last.by.en}). Nothing was recorded`,
        )
      : words('此间已有变化，未作任何记录', 'Something changed meanwhile; nothing was recorded'),
    { since },
  );
};
