import { describe, expect, it } from 'vitest';
import { legalDate } from '#engine/index.ts';
import { deadlineAt } from '../deadline.ts';
import type { Dossier } from '../dossier.ts';
import { rowsOf } from '../projection.ts';
import type { Deadline } from '../schemas.ts';
import { lawPack } from '../testing.ts';
import { demoDossiers } from './dossiers.ts';
import { demoOffice } from './office.ts';
import { addDays } from './walk.ts';

const pack = lawPack();
const source = { pack, offices: [demoOffice] };

/** Tuesday, Saturday, in the October holidays, their last day, the last of a year, New Year's Day, a day of an unknown calendar. */
const days = ['2026-11-24', '2026-11-28', '2026-10-03', '2026-10-07', '2026-12-31', '2027-01-01', '2027-02-10'];
const working = new Set(['2026-11-24', '2026-12-31']);

/** What the worklist shows of these proceedings. */
const shown = (dossiers: readonly Dossier[]): Deadline[] =>
  dossiers.flatMap((dossier) =>
    rowsOf(source, dossier)
      .dues.filter((row) => row.status === 'open' && row.lead && !row.covered && row.ours && !row.alert_only)
      .map((row) => deadlineAt(row.base, dossier.now, pack.calendar)),
  );
const found = (items: readonly Deadline[], today: string) => ({
  today: items.some((one) => one.due?.date === today && one.state === 'due-soon'),
  tomorrow: items.some((one) => one.due?.date === addDays(today, 1) && one.state === 'due-soon'),
  late: items.some((one) => one.state === 'overdue'),
  paused: items.some((one) => one.state === 'paused'),
});
const all = { today: true, tomorrow: true, late: true, paused: true };

describe.each(days)('the made-up office on %s', (today) => {
  const dossiers = demoDossiers(pack, today, 8);
  const of = (keep: (dossier: Dossier) => boolean) => found(shown(dossiers.filter(keep)), today);

  it('has something due today, something tomorrow, something late and something paused: for Chen, each desk of crimes and all', () => {
    expect(of((one) => one.handler === 'chen')).toEqual(all);
    expect(of((one) => one.handler === 'xu')).toEqual(all);
    expect(of((one) => one.desk === 'first')).toEqual(all);
    expect(of((one) => one.desk === 'second')).toEqual(all);
    expect(of(() => true)).toEqual(all);
  });

  it('has cases of the heads of department, and letters that wait; on a working day also letters due and late', () => {
    expect(of((one) => one.handler === 'zhou').today).toBe(true);
    expect(of((one) => one.handler === 'gao').tomorrow).toBe(true);
    const letters = dossiers.filter((one) => one.law.id === 'petition.handling');
    const soon = shown(letters).filter((one) => one.state === 'due-soon' || one.state === 'overdue');
    expect(soon.length).toBeGreaterThan(1);
    if (working.has(today))
      expect(found(shown(letters.filter((one) => one.handler === 'song')), today)).toEqual({ ...all, paused: false });
  });

  it('mostly keeps its time, and has cases that came in today', () => {
    const items = shown(dossiers);
    expect(items.filter((one) => one.state === 'overdue').length).toBeLessThan(items.length / 5);
    expect(dossiers.some((one) => legalDate(one.openingAct.occurredAt, pack.calendar) === today)).toBe(true);
    expect(dossiers.every((one) => one.acts.every((act) => legalDate(act.at, pack.calendar) <= today))).toBe(true);
  });
});
