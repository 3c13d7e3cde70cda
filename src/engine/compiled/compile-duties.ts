import type { Of } from '../plan.ts';
import type { ActType } from '../types.ts';
import type { Making } from './compile.ts';
import type { DutyRule } from './program.ts';
import type { PeriodOf } from './violation.ts';

export interface DutyIndex {
  readonly rules: readonly DutyRule[];
  readonly ofResponse: ReadonlyMap<string, number>;
  readonly ofClock: ReadonlyMap<string, number>;
  readonly pendingCase: readonly number[];
  readonly pendingKind: readonly (readonly number[])[];
}

/** Everything that opens duties, numbered: responses, what is pending at the start, the ends of clocks. */
export function compileDuties(making: Making): DutyIndex {
  const { procedure, codes } = making;
  const rules: DutyRule[] = [];
  const ofResponse = new Map<string, number>();
  const ofClock = new Map<string, number>();
  const known = (ids: readonly string[]): readonly number[] => ids.flatMap((id) => codes.get(id) ?? []);

  for (const relation of procedure.relations) {
    if (relation.kind !== 'response') continue;
    const spans = relation.within === undefined ? null : making.spansOf(relation.within, relation.rolls);
    ofResponse.set(relation.id, rules.length);
    rules.push({
      ...shared(making, rules.length, relation.id, relation.cite, known(relation.to), 'response'),
      again: relation.again,
      one: relation.discharge === 'one',
      alertOnly: relation.alertOnly,
      survives: relation.survivesClose,
      length: relation.within ?? null,
      rolls: relation.rolls,
      span: spans?.span ?? null,
      held: spans?.held ?? null,
      anchor: making.anchored(relation.anchor),
      period: periodOf(relation, undefined),
      fieldedPeriod: periodOf(relation, relation.anchor?.field),
      firstTarget: relation.to[0]!,
      home: isHome(making, relation),
    });
  }
  for (const clock of procedure.clocks) {
    if (clock.expiry.kind !== 'duty') continue;
    ofClock.set(clock.id, rules.length);
    rules.push({
      ...plain(making, rules.length, clock.id, clock.cite, known(clock.expiry.owed), 'clock'),
      alertOnly: clock.expiry.alertOnly,
      rolls: clock.rolls,
    });
  }
  const pendingCase: number[] = [];
  const pendingKind: number[][] = making.kinds.map(() => []);
  for (const [code, type] of procedure.acts.entries()) {
    if (!type.initially.pending) continue;
    const list = type.subject === null ? pendingCase : pendingKind[making.kindOf(code)]!;
    list.push(rules.length);
    rules.push(plain(making, rules.length, `initial:${type.id}`, type.cite, [code], 'initial'));
  }
  return { rules, ofResponse, ofClock, pendingCase, pendingKind };
}

function shared(
  making: Making,
  nr: number,
  id: string,
  cite: string,
  targets: readonly number[],
  origin: DutyRule['origin'],
) {
  const typeOf = (code: number): ActType => making.procedure.acts[code]!;
  const kind = origin === 'response' ? 'response' : origin;
  const kinds = targets.map(making.kindOf);
  const addressed = kinds.find((one) => one !== -1) ?? -1;
  const [own, beside] = [true, false].map((isOwn) =>
    targets.filter((_, place) => (kinds[place] === addressed) === isOwn),
  );
  return {
    nr,
    rule: making.ruleOf(id, kind, cite),
    id,
    cite,
    origin,
    targets,
    targetIds: targets.map((code) => typeOf(code).id),
    mask: making.mask(own!),
    caseMask: beside!.length === 0 ? null : making.mask(beside!),
    prefix: `${making.procedure.id}|${id}|`,
    kind: addressed,
    clockActs: targets.filter((code) => typeOf(code).by === 'clock'),
  } as const;
}

const periodOf = ({ within, rolls, cite }: Of<'response'>, field: string | undefined): PeriodOf | null =>
  within === undefined ? null : { field, length: within, rolls, cite };

/** Opened and met by acts of the case alone. */
function isHome({ codes, kindOf, procedure }: Making, { from, to, scope }: Of<'response'>): boolean {
  const cancelled = procedure.relations.some(
    (relation) => relation.kind === 'exclude' && relation.cancel && relation.to.some((id) => to.includes(id)),
  );
  if (cancelled && to.length > 1) return false;
  const ofCase = (id: string): boolean => codes.has(id) && kindOf(codes.get(id)!) === -1;
  return scope === 'same' && from.every(ofCase) && to.every(ofCase);
}

const plain = (...of: Parameters<typeof shared>): DutyRule => {
  const [making, , , , targets] = of;
  return {
    ...shared(...of),
    again: 'each',
    one: false,
    alertOnly: false,
    survives: false,
    length: null,
    rolls: 'none',
    span: null,
    held: null,
    anchor: undefined,
    home: false,
    period: null,
    fieldedPeriod: null,
    firstTarget: targets.length === 0 ? '' : making.procedure.acts[targets[0]!]!.id,
  };
};
