import { momentOf } from '#engine/index.ts';
import type { LawPack } from '#law/index.ts';
import type { RecordedAct } from '#ledger/index.ts';
import { type Dossier, readDossier } from '../dossier.ts';
import { demoActs } from './make.ts';
import { demoOffice } from './office.ts';

/** The made-up office read from its acts without a store, as it stands on a day at half past nine: for tests and looks. */
export function demoDossiers(pack: LawPack, today: string, history: number): Dossier[] {
  const now = momentOf(`${today}T09:30`, pack.calendar);
  if (now === null) throw new Error(`demo: no day ${today}`);
  const lists = new Map<string, RecordedAct[]>();
  demoActs({ pack }, today, undefined, history).forEach(({ act }, index) => {
    const list = lists.get(act.proceeding) ?? [];
    lists.set(act.proceeding, list);
    list.push({ ...act, version: list.length + 1, index, recordedAt: act.occurredAt, salt: '', leaf: '' });
  });
  const source = { pack, offices: [demoOffice] };
  return [...lists.values()].map((list) => readDossier(source, list, now));
}
