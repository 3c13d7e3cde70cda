/** From what a text writes to what is asked of the figures. Every wrong name, period or argument is told here, before anything is counted. */
import type { Period } from '#measures/index.ts';
import type { Named } from '../source.ts';
import { type Ask, askMeasure, askNamed, type Desk, meant, namedOf } from './ask.ts';
import { badPeriod, type Slot } from './notation.ts';
import { longText, periodOf, yearsOf } from './periods.ts';
import { changed, isComparison, own } from './resolve-change.ts';
import { ranked, rankOfNamed } from './resolve-rank.ts';
import { good, isWords, looksBack, narrowing, periodIn, type Resolved, told, wrong } from './resolved.ts';
import { type Words, words } from './words.ts';

/** What one slot asks, or everything that is wrong with it. */
export function resolve(slot: Slot, desk: Desk): Resolved {
  switch (slot.verb) {
    case 'office':
    case 'today':
      return good({ kind: 'say', text: desk.sayings[slot.verb] });
    case 'known':
      return good({ kind: 'known' });
    case 'quoted':
      return good({ kind: 'say', text: slot.text ?? words('', '') });
    case 'blank':
      return good({ kind: 'say', text: words(`［${slot.text?.zh ?? ''}］`, `[${slot.text?.en ?? ''}]`) });
    case 'agree':
      return good({ kind: 'agree', one: slot.forms?.[0] ?? '', many: slot.forms?.[1] ?? '' });
    case 'period': {
      const period = periodOf(slot.period, desk.frame);
      return period
        ? good({ kind: 'say', text: longText(period) })
        : { ok: false, errors: [badPeriod(slot.written, slot.period ?? '')] };
    }
    default:
      return figured(slot, desk);
  }
}

function figured(slot: Slot, desk: Desk): Resolved {
  const errors = [
    ...slot.ids.flatMap((id) => unknownName(id, slot, desk) ?? []),
    ...wrongPeriods(slot, desk),
    ...slot.ids.flatMap((id) => wrongConditions(slot, id, desk)),
    ...(slot.by === null ? [] : slot.ids.flatMap((id) => wrongDimension(slot, id, desk))),
  ];
  if (errors.length > 0 || slot.faulty) return { ok: false, errors };
  const [id = ''] = slot.ids;
  if (slot.by !== null) return tableOf(slot, desk);
  const named = slot.period === null && slot.where.length === 0 ? namedOf(id, desk) : null;
  switch (slot.verb) {
    case 'figure':
      if (named?.as === 'rank') return rankOfNamed(slot, named, desk);
      if (named && isComparison(named.as)) return good({ kind: 'change', change: own(named, desk, named.as, null) });
      return valued(slot, named, id, desk);
    case 'above':
    case 'below':
      return valued(slot, named, id, desk);
    case 'rank':
    case 'lowest':
    case 'highest':
      return named?.as === 'rank' && slot.since === null && slot.in === null
        ? rankOfNamed(slot, named, desk)
        : ranked(slot, named, id, desk);
    default:
      return changed(slot, named, id, desk);
  }
}

function unknownName(id: string, slot: Slot, desk: Desk): Words | null {
  const { measures, named } = desk.source.catalogue;
  if (measures.has(id)) return null;
  if (named.has(id)) {
    if (slot.period === null && slot.where.length === 0) return null;
    const whole = named.get(id)?.measure;
    return told(
      slot,
      `“${id}”自带期间和条件，不能另写${whole ? `；指标为“${whole}”` : ''}`,
      `"${id}" has a period and conditions of its own and takes no other${whole ? `; its measure is "${whole}"` : ''}`,
    );
  }
  const near = meant(id, [...measures.keys(), ...named.keys()]);
  return told(slot, `没有指标“${id}”${near.zh}`, `no figure "${id}"${near.en}`);
}

/** Dates that are none: `2022-13`. */
const wrongPeriods = (slot: Slot, { frame }: Desk): readonly Words[] =>
  [slot.period, slot.against].flatMap((written) =>
    written !== null && periodOf(written, frame) === null ? badPeriod(slot.written, written) : [],
  );

/** Each condition by itself, so that all that are wrong are told; a name that is not known has been told already. */
function wrongConditions(slot: Slot, id: string, { source }: Desk): readonly Words[] {
  if (!source.catalogue.measures.has(id)) return [];
  return slot.where.flatMap((condition) => {
    const found = source.narrow(id, [condition]);
    return found.ok ? [] : told(slot, found.error.zh, found.error.en);
  });
}

function wrongDimension(slot: Slot, id: string, { source }: Desk): readonly Words[] {
  const known = source.catalogue.measures.get(id);
  const by = slot.by ?? '';
  if (!known)
    return source.catalogue.named.has(id)
      ? [told(slot, `“${id}”自带期间，不能分列`, `"${id}" has a period of its own and cannot be broken down`)]
      : [];
  const allowed = known.dimensions === null ? null : [...new Set(['year', 'month', ...known.dimensions])];
  if (allowed === null || allowed.includes(by)) return [];
  const near = meant(by, allowed);
  return [
    told(
      slot,
      `“${id}”的行为没有“${by}”这一项，不能按它分列${near.zh || `；可用：${allowed.join('、')}`}`,
      `the acts of "${id}" have no "${by}" to be broken down by${near.en || `; expected ${allowed.join(', ')}`}`,
    ),
  ];
}

function valued(slot: Slot, named: Named | null, id: string, desk: Desk): Resolved {
  if (slot.show !== 'value' && !hasSides(named?.measure ?? id, desk))
    return wrong(
      slot,
      `“${id}”是计数，没有${slot.show === 'numerator' ? '分子' : '分母'}`,
      `"${id}" is a count and has no ${slot.show}`,
    );
  if (named) return good({ kind: 'value', ask: askNamed(named.id, desk) });
  const period = periodIn(slot, desk);
  const earlier = looksBack(slot.period) && slot.claimed === null ? periodOf(slot.period, desk.frame) : null;
  if (isWords(period) && earlier) return good({ kind: 'say', text: words('—', '—') });
  if (isWords(period)) return { ok: false, errors: [period] };
  return good({ kind: 'value', ask: askMeasure(id, period, narrowing(slot, id, desk)) });
}

const hasSides = (id: string, { source }: Desk): boolean => {
  const kind = source.catalogue.measures.get(id)?.kind;
  return kind === undefined || kind === 'rate' || kind === 'ratio';
};

/** The named figure where it asks the same: then the annex has it once. */
function askWhole(id: string, period: Period, desk: Desk): Ask {
  const named = namedOf(id, desk);
  const own = named ? periodOf(named.period, desk.frame) : null;
  const same = named?.as === 'value' && !named.narrowed && named.measure === id;
  return same && own?.from === period.from && own.to === period.to ? askNamed(id, desk) : askMeasure(id, period);
}

function tableOf(slot: Slot, desk: Desk): Resolved {
  const period = periodIn(slot, desk);
  if (isWords(period)) return { ok: false, errors: [period] };
  const by = slot.by ?? '';
  if (by === 'year' && yearsOf(period).length < 2)
    return wrong(slot, '按年分列须有两年以上', 'by=year needs a period of two years or more');
  const asks = slot.ids.map((id) => {
    const narrowed = narrowing(slot, id, desk);
    return narrowed ? askMeasure(id, period, narrowed) : askWhole(id, period, desk);
  });
  return good({ kind: 'table', asks, period, by });
}
