import { chartNote, chartSvg } from './chart.ts';
import { type AnnexValue, annexOf, captions, exhibitsAfter, frameWords, headOf, rowsOf, tableNote } from './layout.ts';
import type { Exhibit, FigureExhibit, Part, Report, Section, Sentence } from './schemas.ts';
import type { Language } from './text/words.ts';

const safe = (text: string): string =>
  text.replace(/[&<>"']/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[c] ?? c);

const style = `
:root{color-scheme:light}
body{margin:0;background:#F6F5F1;color:#1A2230;font:18px/1.85 'Source Serif 4','Source Han Serif SC','Noto Serif CJK SC','Songti SC',SimSun,serif}
main{max-width:44rem;margin:0 auto;padding:48px 20px}
h1{font-size:30px;line-height:1.35;margin:0 0 8px;text-wrap:balance}h2{font-size:23px;line-height:1.4;margin:52px 0 8px}h3{font-size:19px;line-height:1.4;margin:32px 0 4px}h4{font-size:18px;margin:24px 0 4px}
p{margin:0 0 .7em}:lang(zh) p.said{text-indent:2em}ul{margin:0 0 .7em;padding-left:1.6em}blockquote{margin:0 0 .7em;padding-left:1em;border-left:2px solid #DEDBD2}
.meta,figcaption,caption,.note,nav{color:#646B7A;font:13.5px/1.6 'Source Sans 3','Noto Sans CJK SC',system-ui,sans-serif}
nav ol{list-style:none;margin:20px 0 0;padding:0;columns:2;column-gap:28px}nav li{break-inside:avoid}nav .l1{font-weight:600;margin-top:4px}nav .l2{padding-left:1em}nav a{color:inherit;text-decoration:none}nav a:hover{text-decoration:underline}
a.figure{color:#1D4F91;font-weight:600;text-decoration:underline;text-decoration-thickness:1px;text-underline-offset:3px;font-variant-numeric:tabular-nums}a.word{font-weight:inherit}
.quoted{border-bottom:1px dotted #646B7A}.blank{border-bottom:1px solid #1A2230;color:#646B7A;padding:0 1em}
a:focus-visible,summary:focus-visible{outline:3px solid #F2A900;outline-offset:2px;box-shadow:0 0 0 2px #1A2230}
figure{margin:24px 0}figure svg{display:block;width:100%;height:auto}figcaption,caption{color:#1A2230;font-weight:600;text-align:left;padding:0 0 8px;caption-side:top}

.remark{font-weight:600;margin:12px 0 0}summary{cursor:pointer;min-height:24px}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font:13.5px/1.6 'Source Sans 3','Noto Sans CJK SC',system-ui,sans-serif;font-variant-numeric:tabular-nums;margin:0 0 16px}
th,td{text-align:left;vertical-align:top;padding:7px 12px 7px 0;border-bottom:1px solid #DEDBD2}thead th{border-bottom:1px solid #1A2230;white-space:normal}td.n,th.n{text-align:right;white-space:nowrap}
td p{margin:0 0 6px;text-indent:0}
.entry{font:14.5px/1.65 'Source Sans 3','Noto Sans CJK SC',system-ui,sans-serif}.entry h3{font-size:16px;margin:28px 0 6px}.entry dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 14px;margin:0}.entry dt{color:#646B7A;max-width:7em}.entry dd{margin:0;min-width:0}.entry ul{list-style:none;margin:0;padding:0}span:target{background:#FBF1DC}
@media (max-width:34rem){nav ol{columns:1}main{padding:28px 16px}h1{font-size:25px}.entry dl{grid-template-columns:1fr;gap:0}.entry dt{margin-top:6px}}
@media print{@page{size:A4;margin:20mm}body{background:#fff;font-size:10.5pt}main{padding:0;max-width:none}nav{display:none}a.figure{color:inherit}tr,figure{break-inside:avoid}h2,h3{break-after:avoid}thead{display:table-header-group}details>*{display:block}}
`;

/** The report as one self-contained file: no script, nothing fetched, printable. */
export function reportHtml(report: Report, language: Language): string {
  const t = frameWords[language];
  const part = (p: Part): string => {
    if (p.kind === 'figure')
      return `<a class="figure${p.show === 'word' ? ' word' : ''}" href="#f-${anchor(p.key)}">${safe(p.text)}</a>`;
    if (p.kind === 'quoted')
      return `<span class="quoted" title="${t.quoted} ${safe(p.source[language])}">${safe(p.text)}</span>`;
    const text = p.blank ? `<span class="blank">${safe(p.text)}</span>` : safe(p.text);
    const strong = p.strong ? `<strong>${text}</strong>` : text;
    return p.emphasis ? `<em>${strong}</em>` : strong;
  };
  const parts = (sentence: Pick<Sentence, 'zh' | 'en'>): string => sentence[language].map(part).join('');
  const section = (s: Section): string => {
    const heading = `h${Math.min(4, s.level + 1)}`;
    const title = s.title[language] === '' ? '' : `<${heading}>${safe(s.title[language])}</${heading}>`;
    const body = s.sentences.map((one, n) => said(s.sentences, n, parts(one)) + shown(s, n + 1)).join('\n');
    return `<section id="${safe(s.id)}">${title}${shown(s, 0)}${body}</section>`;
  };
  const shown = (s: Section, n: number): string =>
    exhibitsAfter(s, n)
      .map((exhibit) => exhibitHtml(exhibit, language, parts))
      .join('');
  const headings = report.sections.filter((s) => s.title[language] !== '' && s.level <= 2);
  const contents = headings
    .map((s) => `<li class="l${s.level}"><a href="#${safe(s.id)}">${safe(s.title[language])}</a></li>`)
    .join('');
  const value = (v: AnnexValue): string => {
    const marks = v.marks.map(({ nr, key }) => `<span id="f-${anchor(key)}">[${nr}]</span>`).join('');
    const told = [v.fraction, v.sure].filter((one) => one !== null).join(t.list);
    return `<li><span class="meta">${marks} ${v.title === null ? '' : `${safe(v.title)} · `}${safe(v.period)}</span> ${safe(v.value)}${told === '' ? '' : ` <span class="meta">${safe(told)}</span>`}</li>`;
  };
  const entries = annexOf(report, language)
    .map((entry) => {
      const lines = entry.lines.map(({ label, text }) => `<dt>${label}</dt><dd>${safe(text)}</dd>`).join('');
      return `<section class="entry"><h3>${safe(entry.title)} <span class="meta">${safe(entry.id)}</span></h3><dl>${lines}<dt>${t.values}</dt><dd><ul>${entry.values.map(value).join('')}</ul></dd></dl></section>`;
    })
    .join('\n');
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${safe(report.title[language])}</title><style>${style}</style></head>
<body><main><header><p class="meta">${safe(report.scope.title[language])}</p><h1>${safe(report.title[language])}</h1><p class="meta">${t.known} ${safe(report.asKnown[language])} · ${t.every}</p>${report.remark ? `<p class="remark">${safe(report.remark[language])}</p>` : ''}${headings.length > 3 ? `<nav><ol>${contents}</ol></nav>` : ''}</header>
${report.sections.map(section).join('\n')}
<section id="annex"><h2>${t.annex}</h2><p class="meta">${t.known} ${safe(report.asKnown[language])}</p>
${entries}
</section></main></body></html>
`;
}

const anchor = (key: string): string => key.replace(/[^a-z0-9-]+/g, '_');

/** A paragraph; neighbouring items of a list stand in one list. */
function said(all: readonly Sentence[], n: number, text: string): string {
  const one = all[n];
  if (one?.form === 'quote') return `<blockquote><p>${text}</p></blockquote>`;
  if (one?.form !== 'item') return `<p class="said">${text}</p>`;
  const opens = all[n - 1]?.form === 'item' ? '' : '<ul>';
  const closes = all[n + 1]?.form === 'item' ? '' : '</ul>';
  return `${opens}<li>${text}</li>${closes}`;
}

function exhibitHtml(
  exhibit: Exhibit,
  language: Language,
  parts: (sentence: Pick<Sentence, 'zh' | 'en'>) => string,
): string {
  const { table, chart } = captions(exhibit, language);
  if (exhibit.kind === 'text') {
    const head = exhibit.head.map((cell) => `<th scope="col">${parts(cell)}</th>`).join('');
    const rows = exhibit.rows
      .map((row) => `<tr>${row.map((cell) => `<td>${parts(cell)}</td>`).join('')}</tr>`)
      .join('');
    return `<div class="wide"><table><caption>${safe(table ?? '')}</caption><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table></div>`;
  }
  const note = chartNote(exhibit, language);
  const drawn =
    chart === null
      ? ''
      : `<figure><figcaption>${safe(chart)}</figcaption>${chartSvg(exhibit, language)}${note ? `<p class="note">${safe(note)}</p>` : ''}${table === null ? behind(exhibit, language) : ''}</figure>`;
  return `${drawn}${table === null ? '' : tableHtml(exhibit, language, safe(table))}`;
}

/** A chart without a numbered table still has its numbers one click away. */
const behind = (exhibit: FigureExhibit, language: Language): string =>
  `<details><summary class="meta">${frameWords[language].behind}</summary>${tableHtml(exhibit, language, '')}</details>`;

function tableHtml(exhibit: FigureExhibit, language: Language, caption: string): string {
  const [first = '', ...heads] = headOf(exhibit, language);
  const head = `<th scope="col">${safe(first)}</th>${heads.map((text) => `<th scope="col" class="n">${safe(text)}</th>`).join('')}`;
  const note = tableNote(exhibit, language);
  const rows = rowsOf(exhibit, language)
    .map(
      ([title = '', ...cells]) =>
        `<tr><th scope="row">${safe(title)}</th>${cells.map((cell) => `<td class="n">${safe(cell)}</td>`).join('')}</tr>`,
    )
    .join('');
  return `<div class="wide"><table>${caption === '' ? '' : `<caption>${caption}</caption>`}<thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table>${note ? `<p class="note">${safe(note)}</p>` : ''}</div>`;
}
