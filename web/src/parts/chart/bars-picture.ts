import { lines } from './plain.ts';

const NS = 'http://www.w3.org/2000/svg';
const WIDTH = 640;
const ROW = 26;

/** Parts as a drawing, for a file: on the page they are a table. */
export function drawBars(rows: readonly { title: string; value: number | null; display: string }[]): SVGSVGElement {
  const svg = document.createElementNS(NS, 'svg');
  const most = Math.max(...rows.map((r) => r.value ?? 0), Number.MIN_VALUE);
  const make = (name: string, attributes: Readonly<Record<string, string | number>>, words = '') => {
    const element = document.createElementNS(NS, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
    element.textContent = words;
    svg.append(element);
  };
  for (const [i, row] of rows.entries()) {
    const y = i * ROW;
    make('text', { x: 0, y: y + 17, 'font-size': 14, fill: '#1a2230' }, lines(row.title, 220, 14)[0]);
    if (row.value === null)
      make('rect', {
        x: 230,
        y: y + 5,
        width: 26,
        height: 15,
        fill: 'none',
        stroke: '#8c8a83',
        'stroke-dasharray': '3 2',
      });
    else make('rect', { x: 230, y: y + 4, width: (row.value / most) * 300, height: 16, fill: '#456fa6' });
    make(
      'text',
      { x: WIDTH, y: y + 17, 'font-size': 14, 'font-weight': 600, fill: '#1a2230', 'text-anchor': 'end' },
      row.display,
    );
  }
  svg.setAttribute('width', String(WIDTH));
  svg.setAttribute('height', String(rows.length * ROW));
  return svg;
}
