/** What of a chart's files is only text: testable without a browser. */

/** Lines no wider than the picture; a Chinese letter is as wide as two Latin ones. */
export function lines(text: string, width: number, size: number): string[] {
  const wide = (letter: string) => (/[\u2e80-\uffef]/.test(letter) ? size : size * 0.53);
  const found: string[] = [];
  let line = '';
  let length = 0;
  for (const word of text.split(/(?<=[\s\u2e80-\uffef])/u)) {
    const more = [...word].reduce((sum, letter) => sum + wide(letter), 0);
    if (length + more > width && line !== '') {
      found.push(line.trimEnd());
      line = '';
      length = 0;
    }
    line += word;
    length += more;
  }
  return line === '' ? found : [...found, line.trimEnd()];
}

/** RFC 4180, with the mark that lets a spreadsheet read Chinese. */
export const csvOf = (rows: readonly (readonly (string | number | null)[])[]): string =>
  `\uFEFF${rows
    .map((row) =>
      row
        .map((field) => {
          const text = field === null ? '' : String(field);
          return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
        })
        .join(','),
    )
    .join('\r\n')}\r\n`;
