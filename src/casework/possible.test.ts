import { describe, expect, it } from 'vitest';
import { courseOf } from './course.ts';
import { demoDossiers } from './demo/dossiers.ts';
import { demoActor } from './demo/make.ts';
import { demoOffice } from './demo/office.ts';
import { openDuties, possibleOf } from './possible.ts';
import { titleBeside, titleOf } from './receive.ts';
import { lawPack } from './testing.ts';
import { words } from './words.ts';

const pack = lawPack();
const source = { pack, offices: [demoOffice] };
const today = '2026-11-24';
const dossiers = demoDossiers(pack, today, 10);
const seen = dossiers.map((dossier) => ({ dossier, ...possibleOf(source, dossier, demoActor('chen')) }));
const reviews = seen.filter((one) => one.dossier.law.id === 'criminal.prosecution-review' && one.may.length > 20);

describe('what may be done', () => {
  it('marks as owed only what alone meets a duty; of several ways each names the duty', () => {
    expect(reviews.length).toBeGreaterThan(5);
    for (const { dossier, may, outsideActs } of seen)
      for (const act of [...may, ...outsideActs]) {
        const duties = openDuties(dossier, act.act, act.subject?.id ?? null);
        expect(act.owed).toBe(duties.some((duty) => duty.offered.length === 1));
        expect(act.oneOf === undefined).toBe(act.owed || duties.length === 0);
        if (act.oneOf) expect(act.oneOf.count).toBeGreaterThan(1);
      }
    const ways = reviews.map((one) => one.may.filter((act) => act.oneOf)).find((some) => some.length > 0)!;
    expect(ways.map((act) => act.act)).toContain('non-prosecution-statutory');
    expect(
      new Set(ways.filter((act) => act.subject?.id === ways[0]?.subject?.id).map((act) => act.oneOf?.key)).size,
    ).toBe(1);
    expect(ways[0]?.oneOf?.due?.zh).toMatch(/^(\d+年)?\d+月\d+日 周/);
  });

  it('begins with what is owed by a date, then what is owed, then decisions, then the rest by the law file', () => {
    for (const { dossier, may } of seen) {
      const rank = may.map((act) => {
        const duties = openDuties(dossier, act.act, act.subject?.id ?? null).filter(
          (duty) => duty.offered.length === 1,
        );
        return act.owed ? (duties.some((duty) => duty.due) ? 0 : 1) : act.oneOf || act.outcome ? 2 : 3;
      });
      const first = rank.slice(0, rank.lastIndexOf(2) + 1);
      const again = may.filter(
        (act) =>
          act.outcome && !act.oneOf && dossier.state.slots.some((slot) => slot.act === act.act && slot.count > 0),
      );
      if (again.length === 0) expect(first, dossier.opening.number).toEqual([...first].sort((a, b) => a - b));
    }
    const order = new Map(reviews[0]!.dossier.law.acts.map((info, at) => [info.id, at]));
    const done = new Set(reviews[0]!.dossier.state.slots.filter((slot) => slot.count > 0).map((slot) => slot.act));
    const rest = reviews[0]!.may
      .filter((act) => !act.owed && !act.oneOf && !act.outcome && !done.has(act.act))
      .map((act) => order.get(act.act)!);
    expect(rest.length).toBeGreaterThan(5);
    expect(rest).toEqual([...rest].sort((a, b) => a - b));
  });
});

describe('what may not be done', () => {
  it('is near only where a reader would look for it', () => {
    for (const { dossier, mayNot } of reviews) {
      const near = mayNot.filter((act) => act.near);
      const names = new Set(near.map((act) => act.act));
      expect(names.has('end-psychiatric-appraisal')).toBe(false);
      expect(names.has('receive-on-jurisdiction')).toBe(false);
      if (!dossier.state.subjects.some((one) => one.outcome)) expect(names.has('serve-decision')).toBe(false);
      expect(near.length, dossier.opening.number).toBeLessThan(mayNot.length);
    }
    const doubt = reviews.flatMap(({ mayNot }) => mayNot.filter((act) => act.act === 'non-prosecution-doubt'));
    expect(doubt.some((act) => act.near)).toBe(true);
  });
});

describe('the course', () => {
  it('names the document that the law gives an act, where no file of it is kept', () => {
    const [one] = reviews;
    const items = courseOf(source, one!.dossier, new Map());
    const received = items.find((item) => item.act === 'receive-case');
    expect(received?.document).toBeNull();
    expect(received?.data.at(-1)).toEqual({
      name: 'custos.document',
      title: words('文书', 'Document'),
      value: words('起诉意见书', 'Opinion to prosecute'),
    });
    expect(items.find((item) => item.act === 'custos.assign')?.data).toEqual([]);
  });
});

describe('the title of a proceeding', () => {
  const law = pack.procedures['criminal.arrest-review']!;
  const suspect = (name: string, offence?: string) => ({
    id: name,
    name,
    role: 'suspect' as const,
    kind: 'suspect',
    ...(offence ? { offence } : {}),
  });
  const three = [suspect('滕某甲', 'theft'), suspect('温某乙', 'theft'), suspect('路某丙', 'theft')];
  const complaint = {
    parties: [{ id: 'c', name: '龚某', role: 'complainant' as const, kind: null }],
    opening: { caseTitle: words('龚某立案监督申请', 'Gong: request that a case be filed') },
  };
  it('names the suspects and the offence once there are any, also where the case began as a complaint', () => {
    expect(titleBeside(source, complaint, law, [...three, ...complaint.parties])).toEqual({
      zh: '滕某甲等3人涉嫌盗窃案',
      en: '滕某甲 and 2 others: suspected theft',
    });
    expect(titleBeside(source, complaint, law, complaint.parties)).toEqual(complaint.opening.caseTitle);
    const named = { parties: three, opening: { caseTitle: words('“三一五”盗窃案', 'The March thefts') } };
    expect(titleBeside(source, named, law, three)).toEqual(named.opening.caseTitle);
    expect(titleOf(source, undefined, [suspect('滕某甲')], law).zh).toBe('滕某甲审查批准逮捕案');
  });
  it('is never that of a complaint in the made-up office where somebody is suspected', () => {
    for (const { opening, parties } of dossiers)
      if (parties.some((party) => party.role === 'suspect')) expect(opening.caseTitle.zh).toMatch(/涉嫌.+案$/);
  });
});
