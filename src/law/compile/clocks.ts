import type { Anchor, Clock } from '#engine/index.ts';
import type { ClockFile } from '../schema.ts';
import type { Path } from '../source.ts';
import type { ClockInfo } from '../types.ts';
import { actsNamed, type Context, checkCite, fieldsOf, guardOf, known, marksOf, periodOf } from './context.ts';
import { anchorOf, needsCustody } from './relations.ts';

/** A clock of the file in the engine's form. Per person if an act that starts it is. [15] */
export function readClock(
  ctx: Context,
  clock: ClockFile,
  index: number,
): { readonly info: ClockInfo; readonly clock: Clock } {
  const path: Path = ['clocks', index];
  const named = (key: 'starts' | 'pauses_on' | 'resumes_on' | 'restarts_on' | 'stops_on' | 'owed' | 'bars') =>
    actsNamed(ctx, clock[key], [...path, key]);
  const starts = named('starts');
  const restartsOn = named('restarts_on');
  const when = guardOf(ctx, clock.when, starts, [...path, 'when']);
  checkCite(ctx, clock.cite, [...path, 'cite']);
  if (clock.rolls === 'custody') needsCustody(ctx, [...path, 'rolls']);
  const length = periodOf(ctx, clock.length, [...path, 'length']);
  if (clock.length === undefined && clock.length_field === undefined) {
    ctx.complain(path, {
      check: 'period',
      message: 'a clock needs length: or length_field:',
      expected: 'length or length_field',
    });
  }
  if (clock.length_field !== undefined) readLengthField(ctx, clock.length_field, starts, [...path, 'length_field']);
  const counting = ctx.shared.pack.counting[ctx.file.id.split('.')[0] ?? ''] ?? ctx.shared.pack.counting.default;
  return {
    info: {
      id: clock.id,
      title: clock.title,
      cite: clock.cite,
      note: clock.note ?? null,
      marks: marksOf(ctx, clock),
      inForce: clock.in_force ?? {},
      when: clock.when ?? null,
      where: ctx.source.at(path),
    },
    clock: {
      id: clock.id,
      cite: clock.cite,
      ...(when === undefined ? {} : { when }),
      subject: starts.map((act) => ctx.acts.get(act)?.subject ?? null).find((kind) => kind !== null) ?? null,
      starts,
      anchors: anchorsOf(ctx, clock, starts, restartsOn, path),
      length: length ?? null,
      ...(clock.length_field === undefined ? {} : { lengthField: clock.length_field }),
      extends: extensionsOf(ctx, clock, path),
      pausesOn: named('pauses_on'),
      resumesOn: named('resumes_on'),
      pausedDaysInclusive: clock.paused_days === 'inclusive',
      restartsOn,
      ...(clock.restart_limit === undefined ? {} : { restartLimit: clock.restart_limit }),
      stopsOn: named('stops_on'),
      expiry: expiryOf(ctx, clock, named('owed'), named('bars'), path),
      rolls: clock.rolls ?? counting?.rolls ?? 'next',
      ...(clock.in_force?.from === undefined ? {} : { from_date_in_force: clock.in_force.from }),
      ...(clock.in_force?.to === undefined ? {} : { to_date_in_force: clock.in_force.to }),
    },
  };
}

function readLengthField(ctx: Context, field: string, starts: readonly string[], path: Path): void {
  const having = [...starts, ...ctx.file.opened_by].filter((act) =>
    fieldsOf(ctx, act).some((one) => one.name === field),
  );
  if (having.length === 0) {
    known(
      ctx,
      field,
      starts.flatMap((act) => fieldsOf(ctx, act).map((one) => one.name)),
      'field of the starting act',
      path,
    );
  }
  for (const act of having) ctx.read.add(`${act}.${field}`);
}

/** One `from_date` for the starting acts that have the field, or a map act → field. */
function anchorsOf(
  ctx: Context,
  clock: ClockFile,
  starts: readonly string[],
  restarts: readonly string[],
  path: Path,
): Readonly<Record<string, Anchor>> {
  const written = clock.from_date;
  if (written === undefined) return {};
  const at = [...path, 'from_date'];
  if (typeof written === 'string') {
    const anchor = anchorOf(ctx, written, starts, at);
    const again = restarts.filter((act) => fieldsOf(ctx, act).some((field) => field.name === written));
    for (const act of again) ctx.starts.add(`${act}.${written}`);
    return anchor === undefined ? {} : Object.fromEntries([...starts, ...again].map((act) => [act, anchor]));
  }
  const entries = Object.entries(written).flatMap(([act, field]) => {
    if (!known(ctx, act, [...starts, ...restarts], 'act that starts or restarts this clock', [...at, act])) return [];
    const anchor = anchorOf(ctx, field, [act], [...at, act]);
    return anchor === undefined ? [] : [[act, anchor] as const];
  });
  return Object.fromEntries(entries);
}

function extensionsOf(ctx: Context, clock: ClockFile, path: Path): Clock['extends'] {
  return (clock.extends ?? []).flatMap((extension, i) => {
    const at = [...path, 'extends', i];
    if (!known(ctx, extension.act, [...ctx.acts.keys()], 'act', [...at, 'act'])) return [];
    const by = periodOf(ctx, extension.by, [...at, 'by']);
    const own = fieldsOf(ctx, extension.act).map((field) => field.name);
    for (const key of ['by_field', 'to_date'] as const) {
      const field = extension[key];
      if (field === undefined) continue;
      if (known(ctx, field, own, `field of ${extension.act}`, [...at, key])) ctx.read.add(`${extension.act}.${field}`);
    }
    if (extension.by === undefined && extension.by_field === undefined && extension.to_date === undefined) {
      ctx.complain(at, { check: 'period', message: 'an extension needs by:, by_field: or to_date:', expected: 'by' });
    }
    if (extension.cite !== undefined) checkCite(ctx, extension.cite, [...at, 'cite']);
    return [
      {
        act: extension.act,
        by: by ?? null,
        ...(extension.by_field === undefined ? {} : { byField: extension.by_field }),
        ...(extension.to_date === undefined ? {} : { toDate: extension.to_date }),
        times: extension.times ?? Number.MAX_SAFE_INTEGER,
        ...(extension.times_total === undefined ? {} : { timesTotal: extension.times_total }),
        cite: extension.cite ?? ctx.acts.get(extension.act)?.cite ?? clock.cite,
      },
    ];
  });
}

function expiryOf(
  ctx: Context,
  clock: ClockFile,
  owed: readonly string[],
  bars: readonly string[],
  path: Path,
): Clock['expiry'] {
  if (clock.if_overdue !== undefined)
    known(ctx, clock.if_overdue, [...ctx.acts.keys()], 'act', [...path, 'if_overdue']);
  const needs = clock.expiry === 'duty' ? owed : clock.expiry === 'bar' ? bars : ['none'];
  if (needs.length === 0) {
    const key = clock.expiry === 'duty' ? 'owed' : 'bars';
    ctx.complain([...path, 'expiry'], {
      check: 'name',
      message: `expiry: ${clock.expiry} needs ${key}: with acts`,
      expected: key,
    });
  }
  switch (clock.expiry) {
    case 'duty':
      return {
        kind: 'duty',
        owed,
        alertOnly: clock.alert_only ?? false,
        ...(clock.if_overdue === undefined ? {} : { ifOverdue: clock.if_overdue }),
      };
    case 'bar':
      return { kind: 'bar', bars };
    case 'limit':
      return { kind: 'limit' };
  }
}
