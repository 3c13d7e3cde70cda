import { deciding, may } from '#access/index.ts';
import {
  type Act,
  type Data,
  endOfDay,
  type Judgement,
  judge,
  legalDate,
  momentOf,
  startOfDay,
} from '#engine/index.ts';
import { type ActInfo, actTitle } from '#law/index.ts';
import type { ActMeta } from './acts.ts';
import { type Dossier, type Source, stateAt, wentInto, worldOf } from './dossier.ts';
import { ofLaw, whyNot } from './explain.ts';
import { checkData, type FieldError, isDate } from './fields.ts';
import { factsOf } from './page.ts';
import { actsAs, decidesOf } from './possible.ts';
import { openedOn } from './projection.ts';
import { refusedAsRecused } from './recused.ts';
import { badData, byLaw, notAllowed, refusal } from './refusal.ts';
import { goesOnThere } from './regrouped.ts';
import type { ProposedAct, Refusal } from './schemas.ts';
import type { Actor } from './types.ts';
import { words } from './words.ts';

/** An act that may be recorded, with everything that goes into the ledger but ids and place. */
export interface Prepared {
  readonly type: string;
  readonly subject: string | null;
  readonly at: number;
  readonly precision: 'ms' | 'day';
  readonly data: Data;
  /** Rank that decides, or the law's word for the outside actor. */
  readonly role: string;
  readonly meta: ActMeta;
  readonly ground: string | null;
}
export type Decision =
  | { readonly kind: 'refuse'; readonly refusal: Refusal }
  | { readonly kind: 'record'; readonly act: Prepared; readonly judgement: Judgement }
  | { readonly kind: 'propose'; readonly act: Prepared; readonly judgement: Judgement };

/** What was proposed, looked at from every side but who may do it. */
export interface Looked {
  readonly info: ActInfo;
  readonly by: 'office' | 'outside';
  readonly subject: string | null;
  readonly at: number;
  readonly precision: 'ms' | 'day';
  readonly data: Data;
  readonly errors: readonly FieldError[];
  readonly judgement: Judgement;
}

const refuse = (refused: Refusal): Decision => ({ kind: 'refuse', refusal: refused });

/** Reads a proposed act against the act's fields, the people of the proceeding, the calendar and the engine. */
export function look(
  source: Source,
  dossier: Dossier,
  proposed: Pick<ProposedAct, 'act' | 'subject' | 'on' | 'data'>,
): Looked | Refusal {
  const went = wentInto(dossier);
  if (went) return refusal('refused', goesOnThere(went));
  const info = dossier.law.acts.find((one) => one.id === proposed.act);
  const type = dossier.law.procedure.acts.find((one) => one.id === proposed.act);
  if (!info || !type)
    return refusal(
      'bad-input',
      words(
        `“${dossier.law.title.zh}”没有“${proposed.act}”这一行为`,
        `“${dossier.law.title.en}” has no act “${proposed.act}”`,
      ),
    );
  if (type.by === 'clock' || type.by === 'system')
    return refusal(
      'bad-input',
      words(
        `“${info.title.zh}”由系统按期限产生，不能录入`,
        `“${info.title.en}” follows by itself when the time has run; it is not entered`,
      ),
    );
  const wrongSubject = checkSubject(dossier, info, proposed.subject);
  if (wrongSubject) return wrongSubject;
  const office = type.by === 'office';
  const when = momentOfAct(source, dossier, proposed.on, office);
  const { data, errors } = checkData(info, proposed.data, {
    pack: source.pack,
    today: dossier.today,
    parties: dossier.parties,
    mustBeWhole: office,
  });
  const at = 'at' in when ? when.at : dossier.now;
  const precision = 'at' in when ? when.precision : 'day';
  const state = stateAt(source, dossier, at);
  const judgement = judge(
    state,
    { type: info.id, subject: proposed.subject, at, precision, data },
    worldOf(source, dossier.office),
  );
  return {
    info,
    by: office ? 'office' : 'outside',
    subject: proposed.subject,
    at,
    precision,
    data,
    errors: 'at' in when ? errors : [when, ...errors],
    judgement,
  };
}

function checkSubject(dossier: Dossier, info: ActInfo, subject: string | null): Refusal | null {
  if (info.subject === null)
    return subject === null
      ? null
      : refusal(
          'bad-input',
          words(
            `“${info.title.zh}”针对全案，不针对个人`,
            `“${info.title.en}” is an act of the whole case, not of one person`,
          ),
        );
  if (subject !== null && dossier.parties.some((party) => party.id === subject)) return null;
  const gone = dossier.gone.find((party) => party.id === subject);
  if (gone)
    return refusal(
      'refused',
      words(`${gone.name}已分案另行办理，不在本案`, `${gone.name} was severed and is in a case of their own`),
    );
  return refusal(
    'bad-input',
    subject === null
      ? words(`“${info.title.zh}”须指明针对何人`, `“${info.title.en}” must name the person it is addressed to`)
      : words('本案没有此人', 'There is no such person in this case'),
  );
}

/**
 * The moment of an act. A day stands where acts of that day that are already recorded end, so that the order of entry is
 * the order within the day.
 */
export function momentOfAct(
  source: Source,
  dossier: Dossier,
  on: string,
  office: boolean,
): { readonly at: number; readonly precision: 'ms' | 'day' } | FieldError {
  const { calendar } = source.pack;
  const date = on.slice(0, 10);
  const moment = isDate(date) ? momentOf(on, calendar) : null;
  if (moment === null)
    return {
      field: 'on',
      text: words('日期须如2026-11-02或2026-11-02T15:20', 'The date must be such as 2026-11-02 or 2026-11-02T15:20'),
    };
  if (date > dossier.today || moment > dossier.now)
    return {
      field: 'on',
      text: words(`不得晚于现在（今日${dossier.today}）`, `It may not lie in the future (today is ${dossier.today})`),
    };
  const opened = openedOn(source, dossier);
  if (office && date < opened && dossier.state.opened)
    return {
      field: 'on',
      text: words(`不得早于受理日（${opened}）`, `It cannot be before the day the case was received (${opened})`),
    };
  if (Number(opened.slice(0, 4)) - Number(date.slice(0, 4)) > 30)
    return {
      field: 'on',
      text: words(
        '日期早于受理三十年以上，请核对',
        'The date is more than thirty years before the case was received; please check it',
      ),
    };
  if (on.length > 10) return { at: moment, precision: 'ms' };
  const sameDay = dossier.acts.flatMap((act) => (legalDate(act.at, calendar) === date ? [act.at] : []));
  return { at: Math.min(endOfDay(date, calendar), Math.max(startOfDay(date, calendar), ...sameDay)), precision: 'day' };
}

/** Decides what becomes of a proposed act: recorded, kept for who may decide, or refused with every reason. Pure. */
export function decide(source: Source, dossier: Dossier, proposed: ProposedAct, actor: Actor): Decision {
  const looked = look(source, dossier, proposed);
  if ('recorded' in looked) return refuse(looked);
  const { info, by, judgement } = looked;
  const facts = factsOf(source, dossier);
  const recused = refusedAsRecused(source.pack, dossier, actor.id);
  if (recused) return refuse(recused);
  const allowed = may(actor, by === 'office' ? 'record-act' : 'record-outside', facts);
  if (!allowed.allowed) return refuse(notAllowed(allowed.words));
  if (looked.errors.length > 0) return refuse(badData(looked.errors));
  const prepared: Prepared = {
    type: info.id,
    subject: looked.subject,
    at: looked.at,
    precision: looked.precision,
    data: looked.data,
    role: info.actor,
    meta: {},
    ground: proposed.reason?.trim() || null,
  };
  if (by === 'outside') return { kind: 'record', act: prepared, judgement };
  const reasons = ofLaw(judgement);
  const who = judgement.rank === 'none' ? null : deciding(source.pack, actor, judgement.rank, dossier.law.id);
  const entitled = who === null ? actsAs(source, actor, info) : who.allowed;
  const forced = reasons.length > 0 || !entitled ? forcedGround(source, proposed, actor, dossier) : null;
  if (forced && 'recorded' in forced) return refuse(forced);
  if (forced) {
    const role = who === null ? info.actor : (actor.rank ?? judgement.rank);
    return { kind: 'record', act: { ...prepared, role, meta: { forced: true }, ground: forced.ground }, judgement };
  }
  if (reasons.length > 0)
    return refuse(
      byLaw(
        actTitle(dossier.law, info.id),
        whyNot(source, dossier, stateAt(source, dossier, looked.at), reasons, info.id),
      ),
    );
  if (who === null)
    return entitled
      ? { kind: 'record', act: prepared, judgement }
      : refuse(notAllowed(decidesOf(source, dossier, actor, info, 'none').text));
  if (!who.allowed) return { kind: 'propose', act: prepared, judgement };
  if (who.by === 'record-of-body' && prepared.ground === null)
    return refuse(
      badData([
        {
          field: 'reason',
          text: words('请注明会议纪要或者批复的文号', 'Give the number of the minutes or of the letter'),
        },
      ]),
    );
  const meta = who.by === 'delegation' ? { delegation: { id: who.delegation.id, from: who.delegation.from.id } } : {};
  return { kind: 'record', act: { ...prepared, role: roleOf(actor, who, judgement.rank), meta }, judgement };
}

/** The rank an act is recorded under: the decider's own, the delegated one, or the body's. */
function roleOf(actor: Actor, who: ReturnType<typeof deciding> & { readonly allowed: true }, needed: string): string {
  if (who.by === 'record-of-body') return needed;
  if (who.by === 'delegation') return who.delegation.rank;
  return actor.rank ?? needed;
}

function forcedGround(
  source: Source,
  proposed: ProposedAct,
  actor: Actor,
  dossier: Dossier,
): { readonly ground: string } | Refusal | null {
  const ground = proposed.happenedAlthough?.trim();
  if (!ground) return null;
  const allowed = may(actor, 'record-although', factsOf(source, dossier));
  return allowed.allowed ? { ground } : notAllowed(allowed.words);
}

/** The act as the engine would see it if it were recorded now. */
export function asEngineAct(dossier: Dossier, act: Prepared, id: string): Act {
  return {
    id,
    type: act.type,
    subject: act.subject,
    at: act.at,
    precision: act.precision,
    recordedAt: dossier.now,
    seq: dossier.seq + 1,
    data: act.data,
    ...(dossier.law.procedure.ranks.includes(act.role) ? { authority: act.role } : {}),
  };
}
