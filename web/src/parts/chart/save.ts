/** A chart as a file of its own: SVG with its title and source in it, PNG drawn from that. */
import { lines } from './plain.ts';

const DRAWN = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-opacity',
  'stroke-linejoin',
  'paint-order',
  'font-size',
  'font-weight',
  'font-variant-numeric',
  'text-anchor',
  'opacity',
] as const;
const NS = 'http://www.w3.org/2000/svg';
const FONT = '"Source Sans 3", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", system-ui, sans-serif';

export interface Caption {
  readonly title: string;
  readonly under: string;
  /** Source, version, address; each a line. */
  readonly foot: readonly string[];
}

/** The drawing with its looks written into it: rules of a style sheet do not travel with a file. */
function withLooks(drawn: SVGSVGElement): SVGSVGElement {
  const copy = drawn.cloneNode(true) as SVGSVGElement;
  const from = [drawn, ...drawn.querySelectorAll('*')];
  const to = [copy, ...copy.querySelectorAll('*')];
  for (const [i, element] of from.entries()) {
    const looks = getComputedStyle(element);
    const target = to[i];
    if (!target) continue;
    for (const name of DRAWN) target.setAttribute(name, looks.getPropertyValue(name));
    target.removeAttribute('class');
  }
  return copy;
}

export interface Picture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

export function pictureOf(drawn: SVGSVGElement, caption: Caption): Picture {
  const chart = withLooks(drawn);
  const chartWidth = Number(drawn.getAttribute('width'));
  const chartHeight = Number(drawn.getAttribute('height'));
  const margin = 24;
  const width = chartWidth + margin * 2;
  const svg = document.createElementNS(NS, 'svg');
  let y = margin;
  const write = (text: string, size: number, weight: number, colour: string) => {
    for (const line of lines(text, chartWidth, size)) {
      y += size * 1.4;
      const element = document.createElementNS(NS, 'text');
      element.setAttribute('x', String(margin));
      element.setAttribute('y', String(Math.round(y)));
      element.setAttribute('font-size', String(size));
      element.setAttribute('font-weight', String(weight));
      element.setAttribute('fill', colour);
      element.textContent = line;
      svg.append(element);
    }
  };
  y -= 12;
  write(caption.title, 19, 650, '#1a2230');
  write(caption.under, 14, 400, '#4a5263');
  y += 14;
  chart.setAttribute('x', String(margin));
  chart.setAttribute('y', String(Math.round(y)));
  svg.append(chart);
  y += chartHeight;
  for (const line of caption.foot) write(line, 12, 400, '#646b7a');
  const height = Math.ceil(y + margin * 0.8);
  const ground = document.createElementNS(NS, 'rect');
  ground.setAttribute('width', String(width));
  ground.setAttribute('height', String(height));
  ground.setAttribute('fill', '#ffffff');
  const title = document.createElementNS(NS, 'title');
  title.textContent = caption.title;
  svg.prepend(title, ground);
  svg.setAttribute('xmlns', NS);
  svg.setAttribute('width', String(width));
  svg.setAttribute('height', String(height));
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
  svg.setAttribute('font-family', FONT);
  return { svg: new XMLSerializer().serializeToString(svg), width, height };
}

/** Twice the size of the screen, for paper. Null: the browser could not draw it. */
export async function pngOf({ svg, width, height }: Picture): Promise<Blob | null> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  try {
    await image.decode();
  } catch {
    return null;
  }
  const canvas = document.createElement('canvas');
  canvas.width = width * 2;
  canvas.height = height * 2;
  const pen = canvas.getContext('2d');
  if (!pen) return null;
  pen.scale(2, 2);
  pen.drawImage(image, 0, 0, width, height);
  return new Promise((done) => canvas.toBlob(done, 'image/png'));
}

export function save(name: string, content: Blob | string, type = 'text/plain'): void {
  const url = URL.createObjectURL(typeof content === 'string' ? new Blob([content], { type }) : content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
