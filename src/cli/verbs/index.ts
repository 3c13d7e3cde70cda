import type { Verb } from '../verb.ts';
import { bench } from './bench.ts';
import { judgments } from './judgments.ts';
import { law } from './law.ts';
import { measure } from './measure.ts';
import { nation } from './nation.ts';
import { replay } from './replay.ts';
import { report } from './report.ts';
import { serve } from './serve.ts';

/** In the order of the help. A verb arrives with the room it belongs to. */
export const verbs: readonly Verb[] = [serve, law, replay, judgments, nation, measure, report, bench];
