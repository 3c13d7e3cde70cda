import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CommandResult, Lang, LawPack, Text } from './types.ts';

export interface NewJson {
  readonly id: string;
  /** Files written. */
  readonly files: readonly string[];
  /** Places to be filled, all files together. */
  readonly places: number;
}

/**
 * `law new BRANCH.NAME`: writes a commented start of a procedure and of its scenarios into the pack. What is between ‹ and › is to be
 * filled; until then the pack has faults. Status 2: no such branch, no such name, or the file is there already.
 */
export function lawNew(
  pack: LawPack,
  id: string,
  options: { readonly lang?: Lang } = {},
): CommandResult<NewJson | null> {
  const wrong = (text: string): CommandResult<null> => ({ json: null, text, status: 2 });
  const lang = options.lang ?? pack.language;
  const [branch = '', name = ''] = id.split('.', 2);
  const branches = pack.branches.map((one) => one.id);
  if (!/^[a-z-]+\.[a-z0-9]+(-[a-z0-9]+)*$/.test(id))
    return wrong(
      `"${id}" is no name of a procedure; expected branch.name, as ${branches[0] ?? 'criminal'}.small-claims`,
    );
  if (!branches.includes(branch))
    return wrong(`no branch "${branch}" in ${pack.id}; expected one of ${branches.join(', ')}`);
  if (Object.hasOwn(pack.procedures, id)) return wrong(`${id} is there already: ${pack.procedures[id]?.where.file}`);
  const texts = new Map([
    [join(pack.dir, branch, `${name}.yaml`), procedureStart(pack, id, lang)],
    [join(pack.dir, 'scenarios', `${id.replace('.', '-')}.yaml`), scenarioStart(id, lang)],
  ]);
  const there = [...texts.keys()].find((file) => existsSync(file));
  if (there !== undefined) return wrong(`${there} is there already; expected to write it new`);
  for (const [file, text] of texts) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, { flag: 'wx' });
  }
  const files = [...texts.keys()];
  const places = [...texts.values()].join('').match(/‹[^›]*›/g)?.length ?? 0;
  const next =
    lang === 'zh'
      ? [
          `${places}处用 ‹ › 标出，请填写；然后：`,
          `  ./custos law check ${pack.dir}`,
          `  ./custos law try ${files[1] ?? ''}`,
        ]
      : [
          `${places} places are marked with ‹ ›; fill them, then:`,
          `  ./custos law check ${pack.dir}`,
          `  ./custos law try ${files[1] ?? ''}`,
        ];
  return { json: { id, files, places }, text: [...files, ...next].join('\n'), status: 0 };
}

/** The text of a new procedure: three acts, the rules that most procedures need, each with the comment of what it says. */
export function procedureStart(pack: LawPack, id: string, lang: Lang): string {
  const say = (zh: string, en: string): string => (lang === 'zh' ? zh : en);
  const office =
    Object.values(pack.actors).find((one) => one.kind === 'office' && hasRole(pack, one.id))?.id ?? '‹actor›';
  const outside = Object.values(pack.actors).find((one) => one.kind === 'outside')?.id ?? '‹actor›';
  const rank = pack.roles.find((role) => role.rank !== null && role.acts.includes(office))?.rank ?? '‹rank›';
  const text = ({ zh, en }: Text): string => `{zh: "‹${zh}›", en: "‹${en}›"}`;
  const cite = `‹${say('法律简称', 'short name of the law')}› §‹${say('条', 'number')}›`;
  const [laws] = [Object.keys(pack.laws).slice(0, 6).join(', ')];
  return `# yaml-language-server: $schema=../../schema/procedure.json
# ${say('填写 ‹ › 之间的内容。法律简称见 laws.yaml', 'Fill what stands between ‹ and ›. Short names of laws: laws.yaml')} (${laws} …)

id: ${id}
title: ${text({ zh: '名称', en: 'title' })}
summary:
  zh: ‹谁在何种情形下，经过什么步骤，多长时间内，如何终结›
  en: ‹who, in what situation, by which steps, within what time, with what end›
statistic_unit: case            # ${say('person、case 或者 item：报表按什么计数', 'person, case or item: what a report counts')}
checked: recalled               # ${say('读过原文后改为 verified', 'verified once the text was read')}
# in_force: {from: '2027-01-01'}
# subjects:                     # ${say('逐人办理的，写明是什么人；并在行为中写 subject: person-concerned', 'acts done person by person: who they are; then subject: person-concerned on the act')}
#   - {id: person-concerned, title: {zh: 当事人, en: Person concerned}}
opened_by: [receive]

acts:
  - id: receive
    title: ${text({ zh: '收到申请', en: 'an application comes in' })}
    actor: ${outside}           # ${say('谁办理：pack.yaml 的 actors', 'who does it: actors of pack.yaml')}
    authority: none             # ${say('不是本院的决定', 'no decision of the office')}
    data:
      - {name: received_on, type: date, title: {zh: 收到日期, en: Received on}}
    cite: ${cite}
  - id: decide
    title: ${text({ zh: '作出决定', en: 'decide' })}
    actor: ${office}
    authority: ${rank}          # ${say('有权决定的最低级别：pack.yaml 的 ranks；或者 list（权力清单）', 'lowest rank that may decide: ranks of pack.yaml; or list, the power list')}
    # document: {zh: 决定书, en: Decision}
    cite: ${cite}
  - id: reject
    title: ${text({ zh: '不予受理', en: 'reject' })}
    actor: ${office}
    authority: ${rank}
    cite: ${cite}

rules:
  # ${say('先后：没有收到就不能决定', 'what comes first: no decision before it was received')}
  - {id: received-first, kind: condition, from: receive, to: [decide, reject], cite: ${cite}}
  # ${say('期限：收到后应当办理其一。P7D 七日，P1M 一个月，P3D/working 三个工作日，PT24H 二十四小时', 'time: after it was received one of the two is owed. P7D seven days, P1M a month, P3D/working, PT24H')}
  - id: decided-in-time
    kind: response
    from: receive
    to: [decide, reject]
    within: ‹P7D›
    from_date: received_on      # ${say('自该日期起算；未填的，自行为之日', 'counted from that date; from the day of the act where it is blank')}
    cite: ${cite}
  # ${say('排除：只决定一次', 'what rules out what: one decision only')}
  - {id: one-decision, kind: exclude, from: [decide, reject], to: [decide, reject], cite: ${cite}}

outcomes:
  - {id: decided, title: ${text({ zh: '已决定', en: 'decided' })}, acts: decide}
  - {id: rejected, title: ${text({ zh: '不予受理', en: 'rejected' })}, acts: reject}

doubts:
  - ${text({ zh: '没有读到、没有建模、有疑问的', en: 'what was not read, not modelled, or is open' })}
`;
}

const hasRole = (pack: LawPack, actor: string): boolean =>
  pack.roles.some((role) => role.rank !== null && role.acts.includes(actor));

const scenarioStart = (id: string, lang: Lang): string => `# yaml-language-server: $schema=../../schema/scenarios.json
# ${lang === 'zh' ? '依条文手工推算：通常的过程；期限末日（节假日、月末）；被禁止的行为及其条文。' : 'Worked by hand from the articles: the ordinary way; the last day at its edge (a holiday, a month’s end); the forbidden act.'}

- id: ${id.replace('.', '-')}-ordinary
  procedure: ${id}
  title: ${lang === 'zh' ? '‹说明›' : '‹what it shows›'}
  steps:
    - event: {act: receive, at: '2024-03-04', data: {received_on: '2024-03-04'}}
    - expect:
        due: [{act: [decide, reject], by: '‹2024-03-11›'}]
      why: ${lang === 'zh' ? '‹推算›' : '‹the arithmetic›'}
    - event: {act: decide, at: '2024-03-08'}
    - expect:
        not_enabled: [{act: reject}]
`;
