/** The text of the made-up publication: sentences with figures in braces, and one table. */
import type { z } from 'zod';
import type { PublicFigure } from '../../../src/report/publication.ts';
import type { Exhibit, Part } from '../../../src/report/schemas.ts';
import { same, type Text, t, years } from './words.ts';

export const sections: readonly (readonly [string, Text, readonly Text[]])[] = [
  [
    'overview',
    t('五年总览', 'Overview of the five years'),
    [
      t(
        '2018年至2022年，全国检察机关共办理各类案件{cases-handled-all}件。以下每个数字都可以点开，看到口径、趋势和构成。',
        'From 2018 to 2022 the procuratorates handled {cases-handled-all} cases of all kinds. Every figure below opens to its definition, its course and its parts.',
      ),
    ],
  ],
  [
    'security',
    t('维护国家安全和社会稳定', 'National security and social stability'),
    [
      t(
        '起诉犯罪嫌疑人{prosecuted-persons-all}人。其中，涉黑涉恶犯罪{prosecuted-gangland-all}人。',
        '{prosecuted-persons-all} suspects were prosecuted, {prosecuted-gangland-all} of them in cases marked as organised crime.',
      ),
      t(
        '依法防控疫情，起诉妨害传染病防治罪{prosecuted-infectious-disease}人。',
        'In the epidemic {prosecuted-infectious-disease} persons were prosecuted for obstructing the prevention of infectious disease.',
      ),
    ],
  ],
  [
    'custody',
    t('少捕慎诉慎押与认罪认罚从宽', 'Fewer arrests, careful prosecution and detention; leniency for pleading guilty'),
    [
      t(
        '2022年诉前羁押率为{pretrial-detention-rate-2022}，{pretrial-detention-rate-2022.change}；不捕率为{non-arrest-rate-2022}，不起诉率为{non-prosecution-rate-2022}。',
        'In 2022 the pre-trial detention rate was {pretrial-detention-rate-2022}, {pretrial-detention-rate-2022.change}; the non-arrest rate was {non-arrest-rate-2022} and the non-prosecution rate {non-prosecution-rate-2022}.',
      ),
      t(
        '认罪认罚案件一审服判率为{first-instance-acceptance-rate}。另据法院年报，同期刑事案件总体一审服判率为[85.7%]。',
        'After a plea, {first-instance-acceptance-rate} of the judgments of first instance were accepted; for all criminal cases the courts’ yearbook gives [85.7%].',
      ),
    ],
  ],
  [
    'people',
    t('群众信访与司法救助', 'Letters and visits; judicial aid'),
    [
      t(
        '群众信访七日内程序性回复率为{petition-procedural-reply-rate}；发放司法救助金{judicial-aid-amount}元。',
        '{petition-procedural-reply-rate} of the letters and visits were acknowledged within seven days; {judicial-aid-amount} yuan of judicial aid were paid.',
      ),
    ],
  ],
  [
    'supervision',
    t('民事检察', 'Civil supervision'),
    [t('提出民事抗诉{civil-protests}件。', 'Civil protests were lodged in {civil-protests} cases.')],
  ],
  [
    'public-interest',
    t('公益诉讼', 'Public-interest litigation'),
    [t('公益诉讼立案{public-interest-cases}件。', '{public-interest-cases} public-interest cases were opened.')],
  ],
  [
    'service',
    t('案-件比与办案用时', 'Proceedings per case, and time'),
    [
      t(
        '案-件比为{case-ratio-reduction}，{case-ratio-reduction.change}；审查起诉用时的中位数为{review-time-change}日。',
        'There were {case-ratio-reduction} proceedings per case, {case-ratio-reduction.change}; half of the reviews for prosecution were concluded within {review-time-change} days.',
      ),
    ],
  ],
];

/** `{figure}`, `{figure.change}` and `[quoted]` in a sentence. */
export function partsOf(sentence: string, lang: 'zh' | 'en', figures: readonly PublicFigure[]): z.infer<typeof Part>[] {
  return sentence.split(/(\{[^}]+\}|\[[^\]]+\])/).flatMap((piece): z.infer<typeof Part>[] => {
    if (piece === '') return [];
    if (piece.startsWith('['))
      return [
        {
          kind: 'quoted',
          text: piece.slice(1, -1),
          source: t('法院司法统计年报（示例）', 'judicial yearbook (example)'),
        },
      ];
    const slot = /^\{([a-z0-9-]+)(\.change)?\}$/.exec(piece);
    if (!slot) return [{ kind: 'text', text: piece }];
    const figure = figures.find((one) => one.id === slot[1]);
    if (!figure) throw new Error(`no figure ${slot[1]}`);
    const show = slot[2] ? ('change' as const) : ('value' as const);
    return [
      {
        kind: 'figure',
        figure: figure.id,
        show,
        key: figure.id,
        text: (slot[2] ? figure.previous?.change : figure.display)?.[lang] ?? '',
      },
    ];
  });
}

/** Table 1 and chart 1: a rate by year. */
export function ratesByYear(figures: readonly PublicFigure[]): Exhibit {
  const shown = figures.filter((one) => ['pretrial-detention-rate-2022', 'non-prosecution-rate-2022'].includes(one.id));
  return {
    kind: 'figures',
    id: 'rates',
    after: 1,
    table: 1,
    chart: 1,
    caption: t('羁押与起诉', 'Custody and prosecution'),
    period: { from: '2018-01-01', to: '2022-12-31', text: t('2018—2022年', '2018–2022') },
    dimension: 'year',
    dimensionTitle: t('年份', 'Year'),
    series: shown.map((one) => ({
      figure: one.id,
      key: one.id,
      title: one.title,
      unit: one.unit.text,
      kind: one.kind,
    })),
    rows: years.map((year, nr) => ({
      key: year,
      title: t(`${year}年`, year),
      cells: shown.map((one) => ({
        value: one.trend.rows[nr]?.value ?? null,
        display: one.trend.rows[nr]?.display ?? same('—'),
      })),
      partial: false,
    })),
  };
}
