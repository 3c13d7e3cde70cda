import type { Part, Report } from './schemas.ts';

const safe = (text: string): string =>
  text.replace(/[&<>"']/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[c] ?? c);

const style = `
:root{color-scheme:light}
body{margin:0;background:#F6F5F1;color:#1A2230;font:18px/1.85 'Source Serif 4','Source Han Serif SC','Noto Serif CJK SC','Songti SC',SimSun,serif}
main{max-width:44rem;margin:0 auto;padding:48px 20px}
h1{font-size:30px;line-height:1.3;margin:0 0 8px}h2{font-size:20px;margin:40px 0 8px}
.meta{color:#646B7A;font:13.5px/1.6 'Source Sans 3','Noto Sans CJK SC',system-ui,sans-serif}
a.figure{color:#1D4F91;font-weight:600;text-decoration:underline;text-underline-offset:3px;font-variant-numeric:tabular-nums}
a:focus-visible{outline:3px solid #F2A900;outline-offset:2px;box-shadow:0 0 0 2px #1A2230}
table{border-collapse:collapse;width:100%;font:13.5px/1.6 'Source Sans 3','Noto Sans CJK SC',system-ui,sans-serif;font-variant-numeric:tabular-nums}
th,td{text-align:left;vertical-align:top;padding:8px 12px 8px 0;border-bottom:1px solid #DEDBD2}td.n{white-space:nowrap}
tr:target{background:#FBF1DC}
@media print{@page{size:A4;margin:20mm}body{background:#fff;font-size:10.5pt}main{padding:0;max-width:none}a.figure{color:inherit}tr{break-inside:avoid}thead{display:table-header-group}}
`;

const words = {
  zh: {
    known: '数据截至',
    every: '每个数字都由行为计得，点击可见定义',
    definitions: '指标定义',
    measure: '指标',
    value: '数值',
    fraction: '分子／分母',
    definition: '定义',
    basis: '依据',
    excluded: '未计入',
  },
  en: {
    known: 'As known at',
    every: 'every figure is counted from acts; a click shows its definition',
    definitions: 'Definitions',
    measure: 'Measure',
    value: 'Value',
    fraction: 'Fraction',
    definition: 'Definition',
    basis: 'Law',
    excluded: 'Not counted',
  },
} as const;

/** The report as one self-contained file: no script, nothing fetched, printable. */
export function reportHtml(report: Report, language: 'zh' | 'en'): string {
  const t = words[language];
  const part = (p: Part): string =>
    p.kind === 'figure' ? `<a class="figure" href="#m-${safe(p.figure)}">${safe(p.text)}</a>` : safe(p.text);
  const sections = report.sections
    .map(
      (s) =>
        `<section><h2>${safe(s.title[language])}</h2>${s.sentences.map((x) => `<p>${x[language].map(part).join('')}</p>`).join('')}</section>`,
    )
    .join('\n');
  const rows = report.figures
    .map((f) => {
      const fraction =
        f.numerator && f.denominator
          ? `${safe(f.numerator.text[language])} ${f.numerator.value}<br>${safe(f.denominator.text[language])} ${f.denominator.value}`
          : '';
      const excluded = f.excluded.map((e) => `${safe(e.what[language])} ${e.value}`).join('; ');
      return `<tr id="m-${safe(f.id)}"><th scope="row">${safe(f.title[language])}<br><span class="meta">${safe(f.id)} · v${safe(f.version)}</span></th><td class="n">${safe(f.display[language])}</td><td>${fraction}</td><td>${safe(f.definition[language])}${excluded ? `<br><span class="meta">${t.excluded}: ${excluded}</span>` : ''}</td><td>${f.cites.map((c) => safe(c.short[language])).join('; ')}</td></tr>`;
    })
    .join('\n');
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${safe(report.title[language])}</title><style>${style}</style></head>
<body><main><header><p class="meta">${safe(report.office[language])}</p><h1>${safe(report.title[language])}</h1><p class="meta">${t.known} ${safe(report.asKnown[language])} · ${t.every}</p></header>
${sections}
<section><h2>${t.definitions}</h2><table><thead><tr><th scope="col">${t.measure}</th><th scope="col">${t.value}</th><th scope="col">${t.fraction}</th><th scope="col">${t.definition}</th><th scope="col">${t.basis}</th></tr></thead><tbody>
${rows}
</tbody></table></section></main></body></html>
`;
}
