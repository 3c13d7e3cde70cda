/**
 * Who may what, decided by the Cedar policies in policies/*.cedar. The files are read and preparsed once when the room is
 * loaded; a decision is a pure function of the actor, the action and the facts of the proceeding.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type EntityJson,
  policySetTextToParts,
  policyToJson,
  preparsePolicySet,
  preparseSchema,
  statefulIsAuthorized,
} from '@cedar-policy/cedar-wasm/nodejs';
import type { Actor, Answer, OfficeAction, ProceedingAction, ProceedingFacts, Words } from './types.ts';

const folder = join(import.meta.dirname, 'policies');
const setName = 'custos';

export type Policy = { readonly id: string; readonly file: string; readonly text: string; readonly words: Words };

function annotation(values: Readonly<Record<string, string | null>>, name: string, where: string): string {
  const value = values[name];
  if (!value) throw new Error(`${where}: a policy needs @${name}("…")`);
  return value;
}

function readFile(file: string): readonly Policy[] {
  const parts = policySetTextToParts(readFileSync(join(folder, file), 'utf8'));
  if (parts.type === 'failure') throw new Error(`${file}: ${parts.errors.map((error) => error.message).join('; ')}`);
  return parts.policies.map((text) => {
    const parsed = policyToJson(text);
    if (parsed.type === 'failure') throw new Error(`${file}: ${parsed.errors.map((e) => e.message).join('; ')}`);
    const notes = parsed.json.annotations ?? {};
    const id = annotation(notes, 'id', file);
    const where = `${file}, policy ${id}`;
    return { id, file, text, words: { zh: annotation(notes, 'zh', where), en: annotation(notes, 'en', where) } };
  });
}

export const schemaText = readFileSync(join(folder, 'schema.cedarschema'), 'utf8');

/** Every policy with its words, in the order of the files. */
export const policies: readonly Policy[] = readdirSync(folder)
  .filter((name) => name.endsWith('.cedar'))
  .sort()
  .flatMap(readFile);

const byId = new Map(policies.map((policy) => [policy.id, policy]));
if (byId.size !== policies.length) throw new Error('src/access/policies: two policies have the same @id');

const parsedSet = preparsePolicySet(setName, {
  staticPolicies: Object.fromEntries(policies.map((policy) => [policy.id, policy.text])),
});
if (parsedSet.type === 'failure') throw new Error(parsedSet.errors.map((error) => error.message).join('; '));
const parsedSchema = preparseSchema(setName, schemaText);
if (parsedSchema.type === 'failure') throw new Error(parsedSchema.errors.map((error) => error.message).join('; '));

const nothingPermits: Words = { zh: '没有规则允许', en: 'No policy permits it' };
const person = (id: string) => ({ type: 'Custos::Person', id });

/** Procedures for which the actor holds a delegation now; `*` stands for all. */
function delegatedTo(actor: Actor): readonly string[] {
  return [...new Set(actor.delegations.flatMap((held) => held.procedures ?? ['*']))];
}

function personEntity(actor: Actor): EntityJson {
  return {
    uid: person(actor.id),
    attrs: {
      office: actor.office,
      ...(actor.desk === null ? {} : { desk: actor.desk }),
      functions: [...actor.functions],
      delegated: [...delegatedTo(actor)],
    },
    parents: [],
  };
}

function proceedingEntity(facts: ProceedingFacts): EntityJson {
  return {
    uid: { type: 'Custos::Proceeding', id: facts.id },
    attrs: {
      office: facts.office,
      procedure: facts.procedure,
      recused: (facts.recused ?? []).map((id) => ({ __entity: person(id) })),
      challenged: (facts.challenged ?? []).map((id) => ({ __entity: person(id) })),
      ...(facts.desk === null ? {} : { desk: facts.desk }),
      ...(facts.handler === null ? {} : { handler: { __entity: person(facts.handler) } }),
    },
    parents: [],
  };
}

function answer(decision: 'allow' | 'deny', reasons: readonly string[]): Answer {
  const policy = reasons.map((id) => byId.get(id)).find((found) => found !== undefined);
  return {
    allowed: decision === 'allow',
    policy: policy?.id ?? 'none',
    words: policy?.words ?? nothingPermits,
  };
}

/**
 * May the actor do this? `facts` is the proceeding for proceeding actions; for office actions the actor's own office is
 * meant. The answer names the policy that permitted or forbade; `none` when no policy permits.
 */
export function may(actor: Actor, action: ProceedingAction, facts: ProceedingFacts): Answer;
export function may(actor: Actor, action: OfficeAction): Answer;
export function may(actor: Actor, action: ProceedingAction | OfficeAction, facts?: ProceedingFacts): Answer {
  const resource = facts
    ? proceedingEntity(facts)
    : { uid: { type: 'Custos::Office', id: actor.office }, attrs: {}, parents: [] };
  const result = statefulIsAuthorized({
    principal: person(actor.id),
    action: { type: 'Custos::Action', id: action },
    resource: resource.uid,
    context: {},
    preparsedPolicySetId: setName,
    preparsedSchemaName: setName,
    validateRequest: true,
    entities: [personEntity(actor), resource],
  });
  if (result.type === 'failure') throw new Error(`access: ${result.errors.map((error) => error.message).join('; ')}`);
  const { decision, diagnostics } = result.response;
  if (diagnostics.errors.length > 0) throw new Error(`access: ${JSON.stringify(diagnostics.errors)}`);
  return answer(decision, [...diagnostics.reason].sort());
}

/** How much of a proceeding the actor may see. Null: the same answer as for one that does not exist. */
export function viewOf(actor: Actor, facts: ProceedingFacts): 'whole' | 'clocks' | null {
  if (may(actor, 'read-proceeding', facts).allowed) return 'whole';
  return may(actor, 'read-clocks', facts).allowed ? 'clocks' : null;
}
