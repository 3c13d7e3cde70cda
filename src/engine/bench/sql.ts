import { dayReader, earliestSpan, endSpan, rollingOf, type Span } from '../compiled/spans.ts';
import type { Procedure, Relation, Rolls, World } from '../types.ts';

/**
 * The rules of a procedure of the case (one word of acts, no subjects, guards or clocks) as SQL over a table `ev(c, p, a, t)`: case, place,
 * act number, ms UTC. A baseline for the benchmark only: sleeping, withdrawn and one-by-one duties are left out, as they need a state.
 */
export interface SqlBaseline {
  /** Query that gives `rule, broken`. */
  readonly query: string;
  /** Ends by legal day for `cal(day, e0, e1 …)`, one column a rule that asks a calendar. */
  readonly calendar: {
    readonly columns: readonly string[];
    readonly rows: (from: number, to: number) => readonly number[][];
  };
  readonly dayOf: (at: number) => number;
}

export function sqlOf(procedure: Procedure, world: World, until: number): SqlBaseline {
  const { calendar } = world;
  const dayOf = dayReader(calendar);
  const codes = new Map(procedure.acts.map(({ id }, code) => [id, code]));
  const code = (id: string): number => codes.get(id)!;
  const spans: { readonly span: Span; readonly column: string }[] = [];
  const used = new Set<string>();
  const windows = new Map<string, string>();
  const windowed = (name: string, sql: string): string => {
    windows.set(name, sql);
    return name;
  };
  const isIn = (ids: readonly string[]): string => `a in (${ids.map(code).join(', ')})`;
  const nameOf = (ids: readonly string[]): string => ids.map(code).join('_');
  const lastPlace = (ids: readonly string[]) =>
    windowed(`l_${nameOf(ids)}`, `max(case when ${isIn(ids)} then p end) over before`);
  const lastTime = (ids: readonly string[]) =>
    windowed(`t_${nameOf(ids)}`, `max(case when ${isIn(ids)} then t end) over before`);
  const nextTime = (ids: readonly string[]) =>
    windowed(`n_${nameOf(ids)}`, `min(case when ${isIn(ids)} then t end) over after`);
  const included = (id: string): string => {
    const by = (kind: 'exclude' | 'include') =>
      procedure.relations.flatMap((r) => (r.kind === kind && r.to.includes(id) ? r.from : []));
    if (by('exclude').length === 0) return 'true';
    const out = lastPlace(by('exclude'));
    return by('include').length === 0
      ? `${out} is null`
      : `coalesce(${lastPlace(by('include'))}, 0) >= coalesce(${out}, -1)`;
  };
  /** The end of a span that starts at a column of moments; `join` names the calendar row of its day. */
  const end = (span: Span, from: string): string => {
    if (!Number.isNaN(span.fixed)) return `${from} + ${span.fixed}`;
    const column = `e${spans.length}`;
    spans.push({ span, column });
    used.add(from);
    return `cal_${from}.${column}`;
  };
  const spanOf = (length: NonNullable<Extract<Relation, { kind: 'window' }>['length']>, rolls: Rolls): Span =>
    endSpan(length, procedure.counting, rollingOf(rolls), calendar, dayOf);

  const tests = procedure.relations.flatMap((rule): readonly string[] => {
    switch (rule.kind) {
      case 'condition': {
        const at = `a = ${code(rule.to)}`;
        const none = rule.from.map((id) => `${lastPlace([id])} is null`).join(' and ');
        const some = rule.from.map((id) => `(${included(id)})`).join(' or ');
        const early =
          rule.delay === undefined
            ? ''
            : ` or t < ${end(earliestSpan(rule.delay, rule.full === true, procedure.counting, calendar, dayOf), lastTime(rule.from))}`;
        return [`${at} and ((${none} and (${some}))${early})`];
      }
      case 'milestone': {
        const duties = procedure.relations.flatMap((r) =>
          r.kind === 'response' && r.to.includes(rule.from) ? [r] : [],
        );
        const open = duties.map((r) => `${lastPlace(r.from)} > coalesce(${lastPlace(r.to)}, -1)`).join(' or ');
        return [`a = ${code(rule.to)} and ${included(rule.from)} and (${open || 'false'})`];
      }
      case 'window':
        return [`a = ${code(rule.to)} and t > ${end(spanOf(rule.length!, rule.rolls), lastTime([rule.from]))}`];
      case 'response': {
        if (rule.within === undefined) return ['false'];
        const due = end(spanOf(rule.within, rule.rolls), 't');
        const fresh =
          rule.again === 'keep'
            ? ` and not coalesce(${lastPlace(rule.from)} > coalesce(${lastPlace(rule.to)}, -1), false)`
            : '';
        const ended =
          rule.again === 'restart' ? `least(${nextTime(rule.to)}, ${nextTime(rule.from)})` : nextTime(rule.to);
        return [`${isIn(rule.from)}${fresh} and coalesce(${ended}, ${until}) > ${due}`];
      }
      case 'exclude':
        return [
          `(${rule.to.map((id) => `(a = ${code(id)} and not (${included(id)}) and ${lastPlace(rule.from)} is not null)`).join(' or ')})`,
        ];
      default:
        return ['false'];
    }
  });
  const joins = [...used].map(
    (from) => `left join cal cal_${from} on cal_${from}.day = ${from === 't' ? 'd' : `day_of(${from})`}`,
  );
  const query = `
    with seen as (
      select c, p, a, t, day_of(t) as d, ${[...windows].map(([name, sql]) => `${sql} as ${name}`).join(',\n        ')}
      from ev
      window before as (partition by c order by p rows between unbounded preceding and 1 preceding),
             after as (partition by c order by p rows between 1 following and unbounded following)
    )
    select ${tests.map((test, nr) => `count(*) filter (where ${test}) as r${nr}`).join(',\n      ')}
    from seen ${joins.join('\n      ')}`;
  return {
    query,
    dayOf,
    calendar: {
      columns: spans.map(({ column }) => column),
      rows: (from, to) =>
        Array.from({ length: to - from + 1 }, (_, i) => spans.map(({ span }) => endOn(span, from + i))),
    },
  };
}

/** The end of a span from any moment of a legal day. */
const endOn = (span: Span, day: number): number => (span.days === null ? Number.NaN : span.days.make(day));
