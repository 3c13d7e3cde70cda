/**
 * A made-up publication for the pages that read one: every kind of figure (counts, rates, a ratio, a median with open
 * proceedings), suppressed cells, a corrected figure, a year that still runs. Its shape is checked by the schema itself.
 */
import { Publication } from '../../src/report/publication.ts';
import { figureOf } from './publication/figure.ts';
import { specs } from './publication/specs.ts';
import { partsOf, ratesByYear, sections } from './publication/text.ts';
import { same, t, threshold } from './publication/words.ts';

export function fixturePublication(): Publication {
  const figures = specs.map(figureOf);
  return Publication.parse({
    id: 'five-year-2018-2022',
    version: 2,
    versions: [
      { version: 1, at: Date.UTC(2023, 2, 7, 1), published: t('2023年3月7日 09:00', '7 March 2023 at 09:00') },
      { version: 2, at: Date.UTC(2023, 3, 12, 1), published: t('2023年4月12日 09:00', '12 April 2023 at 09:00') },
    ],
    publishedAt: Date.UTC(2023, 3, 12, 1),
    published: t('2023年4月12日', '12 April 2023'),
    asKnownAt: Date.UTC(2023, 1, 20, 16),
    asKnown: t('2023年2月20日', '20 February 2023'),
    title: t('五年工作报告（2018—2022年）', 'Report on five years’ work, 2018–2022'),
    office: t('最高人民检察院（示例）', 'Supreme People’s Procuratorate (made up)'),
    scope: { id: 'all', title: t('全国', 'The whole country') },
    period: { from: '2018-01-01', to: '2022-12-31', text: t('2018—2022年', '2018–2022') },
    madeUp: true,
    threshold,
    sections: sections.map(([id, title, sentences], nr) => ({
      id,
      level: nr === 0 || nr === 1 || nr === 3 || nr === 6 ? 1 : 2,
      title,
      sentences: sentences.map((one) => ({
        zh: partsOf(one.zh, 'zh', figures),
        en: partsOf(one.en, 'en', figures),
        form: 'paragraph' as const,
      })),
      exhibits: id === 'custody' ? [ratesByYear(figures)] : [],
    })),
    figures,
    changes: [
      {
        version: 2,
        at: Date.UTC(2023, 3, 12, 1),
        figure: 'civil-protests',
        from: same('23,712'),
        to: same('23,699'),
        why: t(
          '13件在公布后经核对系检察建议，已在台账中更正。',
          '13 cases turned out to be recommendations, not protests, and were corrected in the ledger.',
        ),
      },
    ],
  });
}
