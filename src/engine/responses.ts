import { dutyKey, inForce } from './clocks.ts';
import { anchorOf, dueOf, momentOfAct } from './dates.ts';
import { allows, rememberForLater } from './effects.ts';
import type { Asked } from './enabled.ts';
import type { DutyPeriod, Marking, Moment } from './marking.ts';
import { endDuty, openDuty } from './obligations.ts';
import type { Of } from './plan.ts';
import { note } from './records.ts';
import { targetsOf } from './scope.ts';
import type { Act } from './types.ts';

interface Response {
  readonly relation: Of<'response'>;
  readonly subject: string | null;
}

export function planResponses(m: Marking, asked: Asked, act: Act): readonly Response[] {
  const planned: Response[] = [];
  for (const relation of asked.plan.responses) {
    if (!inForce(m, relation, act.at)) continue;
    const types = relation.to.flatMap((id) => m.plan.acts.get(id)?.type ?? []);
    for (const subject of targetsOf(m, relation, types, asked.plan.type, asked.subject))
      if (!staysBehind(act, subject) && allows(m, relation, act, subject ?? asked.subject))
        planned.push({ relation, subject });
    if (relation.scope === 'present-and-later' && asked.plan.type.subject === null)
      rememberForLater(m, relation.id, act);
  }
  return planned;
}

/** A duty of the case that an act copied from another case opened stays with that case. [4] */
const staysBehind = ({ history, subject: actor }: Act, subject: string | null): boolean =>
  history !== undefined && !history.carry && actor === null && subject === null;

/** Opens the duty of a response, by its rule for repeats: of the same source slot, so another act of `from` owes anew. [5] */
export function respond(
  m: Marking,
  relation: Of<'response'>,
  subject: string | null,
  act: Act,
  when: Moment,
  sourceSubject: string | null,
): void {
  if (relation.again !== 'each') {
    for (const open of m.openByRelation.get(relation.id) ?? []) {
      if (open.subject !== subject || open.sourceSubject !== sourceSubject || open.sourceType !== act.type) continue;
      if (relation.again === 'keep') {
        note(m, 'repeat-kept', act, subject, `${relation.id} is owed already; the earlier date stays`, {
          relation: relation.id,
          cite: relation.cite,
        });
        return;
      }
      endDuty(m, open, { how: 'superseded', when, act: act.id, actType: act.type, due: dueOf(m, open) });
    }
  }
  const period =
    relation.within === undefined ? null : anchored(m, relation, relation.within, act, sourceSubject ?? subject, when);
  openDuty(m, {
    key: dutyKey(m, relation.id, subject, act.id),
    origin: 'response',
    relation: relation.id,
    cite: relation.cite,
    source: act.id,
    sourceType: act.type,
    sourceSubject,
    subject,
    targets: relation.to.flatMap((id) => m.plan.acts.get(id)?.type ?? []),
    discharge: relation.discharge,
    openedAt: when.lo,
    period,
    run: null,
    alertOnly: relation.alertOnly,
    ...(relation.ifOverdue === undefined ? {} : { ifOverdue: relation.ifOverdue }),
    survivesClose: relation.survivesClose,
  });
}

/** `entered`: a duty that waits for a later subject runs from its entry, not from the earlier act. [4] */
function anchored(
  m: Marking,
  relation: Of<'response'>,
  length: NonNullable<Of<'response'>['within']>,
  act: Act,
  subject: string | null,
  when: Moment,
): DutyPeriod {
  const later = when.lo > momentOfAct(m, act).lo;
  const { moment, field } = later ? { moment: when, field: undefined } : anchorOf(m, act, subject, relation.anchor);
  return { anchor: moment, act: act.id, ...(field === undefined ? {} : { field }), length, rolls: relation.rolls };
}
