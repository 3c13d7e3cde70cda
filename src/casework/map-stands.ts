import { judge, type Obligation, type Reason } from '#engine/index.ts';
import type { ActInfo } from '#law/index.ts';
import { deadlineAt } from './deadline.ts';
import { type Dossier, type Source, worldOf } from './dossier.ts';
import { ofLaw } from './explain.ts';
import type { MapNode } from './map-links.ts';
import { dutyBase } from './owed.ts';
import { openDuties } from './possible.ts';
import type { Text } from './schemas.ts';
import { words } from './words.ts';

/** An act as it stands for the subject of the map. */
export interface Stand {
  readonly info: ActInfo;
  readonly subject: string | null;
  readonly state: MapNode['state'];
  readonly reasons: readonly Reason[];
  /** Open duties that it would meet. */
  readonly duties: readonly Obligation[];
  /** Place of its last doing among the acts of the proceeding; -1: not done. */
  readonly done: number;
  readonly outcome: boolean;
}

/** How every act stands for one subject. */
export function standsOf(source: Source, dossier: Dossier, subject: string | null): Map<string, Stand> {
  const { law, state } = dossier;
  const world = worldOf(source, dossier.office);
  const outcomes = new Set(law.outcomes.flatMap((outcome) => outcome.acts));
  return new Map(
    law.acts.map((info): [string, Stand] => {
      const whom = info.subject === null ? null : subject;
      const slot = state.slots.find((one) => one.act === info.id && one.subject === whom);
      const reasons = ofLaw(judge(state, { type: info.id, subject: whom, at: dossier.now }, world)).filter(
        (reason) => reason.code !== 'unknown-subject',
      );
      const duties = openDuties(dossier, info.id, whom);
      const done =
        slot && slot.count > 0 ? state.acts.findLastIndex((act) => act.type === info.id && act.subject === whom) : -1;
      const stand = { info, subject: whom, reasons, duties, done, outcome: outcomes.has(info.id) };
      return [info.id, { ...stand, state: stateOf(stand, slot !== undefined && !slot.included) }];
    }),
  );
}

function stateOf({ reasons, duties, done }: Omit<Stand, 'state'>, excluded: boolean): MapNode['state'] {
  const possible = reasons.length === 0;
  if (duties.length > 0 && possible) return duties.some((duty) => duty.offered.length === 1) ? 'owed' : 'may';
  if (done >= 0 && duties.length === 0) return 'done';
  if (excluded && reasons.some((reason) => reason.code === 'excluded' && reason.by !== null)) return 'ruled-out';
  return possible ? 'may' : 'waits';
}

/** What stands beside an act's title: how its duty stands or ended. */
export function noteOf(source: Source, dossier: Dossier, stand: Stand): Text | null {
  const { state } = dossier;
  const duty = stand.duties[0];
  if (duty) {
    const one = deadlineAt(dutyBase(source, dossier, duty), dossier.now, source.pack.calendar);
    const dated = one.due !== null || one.state === 'paused' ? one.phrase : null;
    const n = duty.offered.length;
    if (n > 1)
      return dated
        ? words(`${dated.zh} · 应办其一`, `${dated.en} · one of ${n}`)
        : words('应办其一', `one of ${n} is owed`);
    return dated ?? (stand.state === 'waits' ? words('应办', 'owed') : null);
  }
  if (stand.done < 0) return null;
  const ended = state.obligations.findLast(
    (one) => one.targets.includes(stand.info.id) && (one.subject === stand.subject || one.subject === null),
  );
  if (ended?.state === 'met' && ended.due !== null) return words('按期', 'met');
  if (ended?.state === 'met-late') return words('逾期', 'late');
  return null;
}
