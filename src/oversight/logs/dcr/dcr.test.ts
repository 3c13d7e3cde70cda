import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Procedure } from '#engine/index.ts';
import { chinaCalendar, compileProcedureData } from '#law/index.ts';
import { chinaPack } from '../../testing.ts';
import { sharedLogs } from '../testing.ts';
import { exportDcr } from './export.ts';
import { importDcr } from './import.ts';

const PORTAL = `<dcrgraph title="Aid"><specification><resources>
  <events>
    <event id="E1"><custom><roles><role>Clerk</role><role>Judge</role></roles></custom></event>
    <event id="Group" type="nesting"><event id="E2"/><event id="E3"/></event>
    <event id="Sub" type="subprocess"><event id="E4"/></event>
  </events>
  <labels/><labelMappings>
    <labelMapping eventId="E1" labelId="File"/><labelMapping eventId="E2" labelId="Hear"/><labelMapping eventId="E3" labelId="Hear"/>
    <labelMapping eventId="E4" labelId="Look &amp; see"/><labelMapping eventId="Sub" labelId="Inquiry"/>
  </labelMappings>
  <expressions><expression id="g" value="sum &gt; 3"/></expressions>
</resources><constraints>
  <conditions><condition sourceId="E1" targetId="Group" time="P2D"/><condition sourceId="Sub" targetId="E1"/></conditions>
  <responses><response sourceId="E1" targetId="E2" expressionId="g"/><response sourceId="E1" targetId="E4" time="P1M"/></responses>
  <coresponces><coresponse sourceId="E1" targetId="E2"/></coresponces>
  <excludes><exclude sourceId="E1" targetId="E1"/></excludes>
  <milestones><milestone sourceId="E4" targetId="E3"/></milestones>
</constraints></specification>
<runtime><marking><executed/><included><event id="E1"/><event id="E2"/><event id="E4"/></included><pendingResponses><event id="E4" deadline="2024-01-01"/></pendingResponses></marking></runtime></dcrgraph>`;

/** What a procedure means, whatever its rules are called. */
const meaning = (procedure: Procedure): unknown => ({
  acts: procedure.acts.map(({ id, actor, initially, fields }) => ({ id, actor, initially, fields })),
  facts: procedure.facts,
  relations: procedure.relations.map(({ id: _, cite: __, ...rest }) => JSON.stringify(rest)).sort(),
});

describe('a DCR graph of the portal', () => {
  const { procedure, lost } = importDcr(PORTAL, 'aid.xml');
  it('keeps events, marking, and groups spread over their members', () => {
    expect(procedure.title.en).toBe('Aid');
    expect(procedure.acts.map(({ id, title }) => [id, title.en])).toEqual([
      ['file', 'File'],
      ['hear', 'Hear'],
      ['hear-2', 'Hear'],
      ['look-see', 'Look & see'],
    ]);
    expect(procedure.procedure.acts.map(({ initially }) => initially)).toEqual([
      { included: true, executed: false, pending: false },
      { included: true, executed: false, pending: false },
      { included: false, executed: false, pending: false },
      { included: true, executed: false, pending: true },
    ]);
    const rules = procedure.procedure.relations.map((one) => [one.kind, one.from, one.to]);
    expect(rules).toEqual([
      ['condition', ['file'], 'hear'],
      ['condition', ['file'], 'hear-2'],
      ['response', ['file'], ['look-see']],
      ['exclude', ['file'], ['file']],
      ['milestone', 'look-see', 'hear-2'],
    ]);
  });
  it('carries days over as exact hours, and says of months that they end with a day', () => {
    const [delay] = procedure.procedure.relations;
    expect(delay?.kind === 'condition' && delay.delay?.text).toBe('PT48H');
    expect(lost.some(({ what }) => what.includes('time "P1M"'))).toBe(true);
  });
  it('lists everything that it could not carry over', () => {
    expect(lost.map(({ what }) => what).sort()).toEqual([
      'condition from "Inquiry" to "File"',
      'coresponse from "File" to "Hear"',
      'response from "File" to "Hear"',
      'role "Judge" of "File"',
      'sub-process "Inquiry"',
      'the date of "Look & see" pending at first',
      'time "P1M" of the response from "File" to "Look & see"',
    ]);
  });
});

describe('what is no usable model is one line', () => {
  it.each([
    ['<log/>', /the root element is <log>, expected a DCR model/],
    ['<dcrgraph/>', /no specification/],
    [
      '<definitions><dcrGraph><event id="a"/><relation type="condition" sourceRef="a" targetRef="b"/></dcrGraph></definitions>',
      /no event "b"/,
    ],
    ['<!DOCTYPE a [<!ENTITY x "y">]><definitions/>', /refused/],
  ])('%s', (xml, expected) => {
    expect(() => importDcr(xml, 'm.xml')).toThrow(expected);
  });
});

describe('export', () => {
  it('of a model that was imported, read again, means the same and loses nothing', () => {
    const once = importDcr(PORTAL, 'aid.xml');
    const out = exportDcr(once.procedure);
    const again = importDcr(out.xml, 'aid.xml');
    expect(meaning(again.procedure.procedure)).toEqual(meaning(once.procedure.procedure));
    expect(again.lost.map(({ what }) => what)).toEqual(['time "P1M" of the response from "File" to "Look & see"']);
  });
  it('in the XML of the portal: names, marking, guards over the value of an event, times', () => {
    const made = compileProcedureData('x.yaml', {
      acts: [
        { id: 'sum', title: { zh: '金额', en: 'Sum & total' }, data: { sum: 'number' } },
        { id: 'pay', data: { sum_paid: 'number', on: 'date' } },
        { id: 'ask', actor: 'court' },
      ],
      facts: {
        case: [
          { name: 'sum', type: 'number', from: ['sum.sum'] },
          { name: 'sum_paid', type: 'number', from: ['pay.sum_paid'] },
        ],
      },
      rules: [
        { id: 'large', kind: 'response', from: 'sum', to: 'pay', within: 'PT48H', when: 'case.sum > 3' },
        { id: 'first', kind: 'condition', from: 'sum', to: 'pay', after: 'PT24H' },
        { id: 'paid', kind: 'exclude', from: 'pay', to: 'ask', when: 'case.sum_paid > 3' },
        { id: 'asked', kind: 'milestone', from: 'pay', to: 'ask' },
      ],
    });
    if (!made.ok) throw new Error(JSON.stringify(made.error));
    const { xml, lost } = exportDcr(made.value.procedure, 'portal');
    expect(lost.map(({ what }) => what)).toEqual(['data pay.sum_paid', 'data pay.on', 'rule large', 'rule paid']);
    const { procedure, lost: again } = importDcr(xml, 'x.xml');
    expect(again).toEqual([]);
    expect(procedure.acts.map(({ title }) => title.en)).toEqual(['Sum & total', 'pay', 'ask']);
    const said = procedure.procedure.relations.map((one) => JSON.stringify(one));
    expect(said).toHaveLength(3);
    expect(said.join('\n')).toMatch(/"kind":"response".*"within":\{.*P2D|PT48H/);
  });
  it('lists what a graph cannot say', () => {
    const made = compileProcedureData('x.yaml', {
      acts: ['a', 'b', 'c', { id: 'end', close: true }],
      opened_by: ['a'],
      rules: [
        { id: 'either', kind: 'condition', from: ['a', 'b'], to: 'c' },
        { id: 'bar', kind: 'window', from: 'a', to: 'b', within: 'P5D' },
        { id: 'working', kind: 'response', from: 'a', to: 'c', within: 'P3D/working' },
        { id: 'plain', kind: 'exclude', from: 'a', to: 'a' },
      ],
      clocks: [{ id: 'k', starts: 'a', stops_on: 'c', length: 'P9D', expiry: 'duty', owed: 'c' }],
    });
    if (!made.ok) throw new Error(JSON.stringify(made.error));
    const { xml, lost } = exportDcr(made.value.procedure);
    expect(lost.map(({ what }) => what)).toEqual([
      'clock k',
      'what opens a case (a)',
      'end closes the case',
      'rule either',
      'rule bar',
      'rule working',
      'rule working',
    ]);
    expect(importDcr(xml, 'x.xml').procedure.procedure.relations.map(({ kind }) => kind)).toEqual([
      'response',
      'exclude',
    ]);
  });
  it('brings every rule of the law pack back that it does not list as lost', () => {
    const pack = chinaPack();
    const arrows = ({ relations }: Procedure, leave: ReadonlySet<string>): readonly string[] =>
      relations
        .filter(({ id }) => !leave.has(id))
        .flatMap((one) =>
          [one.from]
            .flat()
            .flatMap((from) => [one.to].flat().map((to) => `${one.kind} ${from} ${to} ${one.when !== undefined}`)),
        )
        .sort();
    let rules = 0;
    for (const law of Object.values(pack.procedures))
      for (const form of ['dcr-js', 'portal'] as const) {
        const { xml, lost } = exportDcr(law, form);
        const unlike = new Set(lost.flatMap(({ what }) => (what.startsWith('rule ') ? [what.slice(5)] : [])));
        const back = importDcr(xml, 'x.xml').procedure.procedure;
        const kept = arrows(law.procedure, unlike);
        expect(arrows(back, new Set()), `${law.id} ${form}`).toEqual(expect.arrayContaining([...kept]));
        rules += kept.length;
      }
    expect(rules).toBeGreaterThan(1000);
  });
  it('puts the values that guards compare with in quotes, as the readers of such graphs expect them', () => {
    const made = compileProcedureData('x.yaml', {
      acts: [
        {
          id: 'sort',
          data: [
            { name: 'kind', type: 'enum', values: ['plain', 'not-so-plain'] },
            { name: 'large', type: 'boolean' },
          ],
        },
        'reply',
      ],
      facts: {
        case: [
          { name: 'kind', type: 'enum', values: ['plain', 'not-so-plain'], from: ['sort.kind'] },
          { name: 'large', type: 'boolean', from: ['sort.large'] },
        ],
      },
      rules: [
        {
          id: 'rule',
          kind: 'response',
          from: 'sort',
          to: 'reply',
          when: 'case.kind = not-so-plain and not case.large = true',
        },
      ],
    });
    if (!made.ok) throw new Error(JSON.stringify(made.error));
    const { xml } = exportDcr(made.value.procedure);
    expect(xml).toContain('guard="kind = &quot;not-so-plain&quot; and not large = true"');
    expect(importDcr(xml, 'x.xml').procedure.rules.map(({ when }) => when)).toEqual([
      'case.kind = "not-so-plain" and not case.large = true',
    ]);
  });
  it('writes every procedure of the law pack to a document that can be read again, with its acts', () => {
    const pack = chinaPack();
    expect(chinaCalendar().zone).toBe(pack.zone);
    for (const law of Object.values(pack.procedures)) {
      const { xml, lost } = exportDcr(law);
      expect(importDcr(xml, `${law.id}.xml`).procedure.acts.map(({ id }) => id)).toEqual(law.acts.map(({ id }) => id));
      expect(lost.length).toBeGreaterThan(0);
      const portal = exportDcr(law, 'portal');
      const read = importDcr(portal.xml, `${law.id}.xml`).procedure;
      expect(read.acts).toHaveLength(law.acts.length);
      expect(read.procedure.acts.map(({ initially }) => initially)).toEqual(
        law.procedure.acts.map(({ initially }) => initially),
      );
    }
  });
});

const models = join(sharedLogs, 'models');
const present = existsSync(models);
if (!present) console.warn(`skipped: ${models} is not there`);

describe.skipIf(!present)('the models of ../shared/logs/models', () => {
  it.each([
    ['road-traffic.dcrjs.xml', 11, 25],
    ['prescribe-medicine.portal.xml', 4, 10],
    ['medical-prescription-timed-data.dcrjs.xml', 3, 5],
  ])('%s: %i acts, %i relations, nothing lost, and the round trip means the same', (name, acts, relations) => {
    const once = importDcr(readFileSync(join(models, name), 'utf8'), name);
    const { procedure } = once.procedure;
    expect([procedure.acts.length, procedure.relations.length, once.lost]).toEqual([acts, relations, []]);
    const out = exportDcr(once.procedure);
    expect(out.lost).toEqual([]);
    expect(meaning(importDcr(out.xml, name).procedure.procedure)).toEqual(meaning(procedure));
    const portal = exportDcr(once.procedure, 'portal');
    const back = importDcr(portal.xml, name);
    expect(back.lost).toEqual([]);
    if (portal.lost.length === 0) expect(meaning(back.procedure.procedure)).toEqual(meaning(procedure));
    else expect(portal.lost.map(({ what }) => what.split(' ')[0])).toEqual(['data', 'rule']);
  });
  it('a guard over data and a deadline of 30 days are carried over', () => {
    const name = 'medical-prescription-timed-data.dcrjs.xml';
    const { procedure } = importDcr(readFileSync(join(models, name), 'utf8'), name).procedure;
    expect(procedure.facts).toEqual([
      {
        name: 'diagnosis',
        of: 'case',
        type: 'boolean',
        initial: true,
        from: [{ act: 'diagnose-medicine', field: 'diagnosis' }],
        setBy: [],
      },
    ]);
    const responses = procedure.relations.filter((one) => one.kind === 'response');
    expect(responses.map((one) => one.within?.text)).toEqual([undefined, 'PT720H']);
    expect(responses[0]?.when).toMatchObject({
      op: '=',
      left: { path: 'case', field: 'diagnosis' },
      right: { lit: true },
    });
  });
});
