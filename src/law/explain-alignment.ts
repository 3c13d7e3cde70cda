import type { Alignment, Departure } from '#engine/index.ts';
import { actTitle } from './lookup.ts';
import { dateOf, day, type Scene, sentence } from './scene.ts';
import { dateText, isEmpty, NO_WORDS, plural, quoted, words } from './text.ts';
import type { Sentence, Text } from './types.ts';

/** How a case's log departed, one sentence for each change that would have kept it in order; the last says if the search gave up. */
export function explainAlignment(scene: Scene, alignment: Alignment): readonly Sentence[] {
  const said = alignment.departures.map((one) => explainDeparture(scene, one));
  if (!alignment.gaveUp) return said;
  const n = alignment.left.length;
  const [tries, breaches] = [plural(alignment.tried, 'log'), n === 1 ? '1 breach' : `${n} breaches`];
  const text = words(
    `已试 ${alignment.tried} 种情形，未得完整说明；尚有 ${n} 处不符合程序`,
    `The search gave up after trying ${tries}: ${breaches} of the procedure left unexplained`,
  );
  return [...said, { text, cite: null, marks: [] }];
}

export function explainDeparture(scene: Scene, departure: Departure): Sentence {
  return sentence(scene, departureText(scene, departure), departure.why.relation, departure.why.cite);
}

function departureText(scene: Scene, departure: Departure): Text {
  const title = quoted(actTitle(scene.procedure, departure.type));
  const on = departure.was === null ? NO_WORDS : day(scene, departure.was);
  const done = isEmpty(on) ? title : words(`${title.zh}（${on.zh}）`, `${title.en} (${on.en})`);
  const place = placeText(scene, departure);
  switch (departure.kind) {
    case 'earlier':
      return words(`${done.zh}本应更早：${place.zh}`, `${done.en} would have had to come earlier: ${place.en}`);
    case 'later':
      return words(`${done.zh}本应更晚：${place.zh}`, `${done.en} would have had to come later: ${place.en}`);
    case 'missing':
      return words(`缺少${title.zh}：${place.zh}`, `${title.en} is missing: ${place.en}`);
    case 'superfluous':
      return words(`${done.zh}本不应进行`, `${done.en} would have had to be left out`);
    case 'authority':
      return words(
        `${done.zh}本应由有权者决定`,
        `${done.en} would have had to be decided by somebody with the authority`,
      );
  }
}

/** `在「决定」之前` / `before “Decide”`; the last day, or the first, where a time says it. */
function placeText(scene: Scene, { kind, before, by, at, neighbour }: Departure): Text {
  if (by !== null) {
    const last = dateText(dateOf(scene, by));
    return words(`不迟于${last.zh}`, `by ${last.en}`);
  }
  const first = at === null ? NO_WORDS : day(scene, at);
  if (neighbour === null) return words(`${first.zh}`, `on ${first.en}`);
  const other = quoted(actTitle(scene.procedure, neighbour));
  const isBefore = before !== null || kind === 'missing' || kind === 'earlier';
  if (isBefore) return words(`在${other.zh}之前`, `before ${other.en}`);
  return words(`在${other.zh}之后，不早于${first.zh}`, `after ${other.en}, not before ${first.en}`);
}
