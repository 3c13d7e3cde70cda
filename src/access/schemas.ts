/** The shapes that access shows: the session, accounts, delegations, and who looked. The server serves them as they stand. */
import { z } from 'zod';
import { officeFunctions, passwordLength } from './types.ts';

const Text = z.object({ zh: z.string(), en: z.string() });
const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const Person = z.object({ id: z.string(), name: Text, title: Text.optional() });
const RoleId = z.string().min(1).max(60).meta({ description: 'A role of the law pack' });
export const Role = z.object({ code: RoleId, title: Text });
const Place = z.object({ id: z.string(), title: Text });

export const Session = z
  .object({
    user: Person.extend({
      email: z.string(),
      roles: z.array(Role),
      rank: z.string().nullable(),
      desk: Place.nullable(),
      office: Place,
    }),
    demo: z.boolean(),
    today: Day,
    zone: z.string().meta({ description: 'The legal time zone: in it every moment is shown' }),
    store: Text.meta({ description: 'Which store this server runs on, and what it survives' }),
    counts: z.object({ overdueOrSoon: z.number(), toDecide: z.number(), myCases: z.number() }),
    actsFor: Person.nullable().meta({ description: 'Who delegated to the user, while a delegation is in force' }),
    may: z
      .object({
        readCases: z.boolean(),
        openCase: z.boolean(),
        importPackage: z.boolean(),
        readJudgments: z.boolean(),
        importJudgments: z.boolean(),
        readFigures: z.boolean(),
        publishFigures: z.boolean(),
        readAccounts: z.boolean(),
        delegate: z.boolean(),
      })
      .meta({ description: 'What the office-wide policies permit, so that no page is offered that would be refused' }),
  })
  .meta({ id: 'Session' });

export const DemoAccount = z
  .object({ email: z.string(), password: z.string(), name: Text, role: Text, does: Text })
  .meta({ id: 'DemoAccount' });

export const Account = z
  .object({
    id: z.string(),
    email: z.string(),
    name: Text,
    office: z.string(),
    desk: z.string().nullable(),
    roles: z.array(Role),
    active: z.boolean(),
    firstPassword: z.boolean().meta({ description: 'The password that the administrator gave is not changed yet' }),
  })
  .meta({ id: 'Account' });

export const NewAccount = z
  .strictObject({
    email: z.email().max(200),
    password: z.string().min(passwordLength[0]).max(passwordLength[1]),
    name: z.strictObject({ zh: z.string().min(1).max(100), en: z.string().min(1).max(100) }),
    desk: z.string().nullable(),
    roles: z.array(RoleId).min(1),
  })
  .meta({ id: 'NewAccount' });

export const AccountChange = z
  .strictObject({
    password: z.string().min(passwordLength[0]).max(passwordLength[1]).optional(),
    name: z.strictObject({ zh: z.string().min(1).max(100), en: z.string().min(1).max(100) }).optional(),
    desk: z.string().nullable().optional(),
    roles: z.array(RoleId).min(1).optional(),
    active: z.boolean().optional(),
  })
  .meta({ id: 'AccountChange' });

export const Delegation = z
  .object({
    id: z.string(),
    from: Person,
    to: Person,
    rank: z.string(),
    procedures: z.array(z.string()).nullable(),
    validFrom: Day,
    validTo: Day,
    ground: z.string(),
    inForce: z.boolean(),
    revoked: z.number().nullable().meta({ description: 'ms UTC' }),
  })
  .meta({ id: 'Delegation' });

export const NewDelegation = z
  .strictObject({
    to: z.string(),
    procedures: z.array(z.string()).min(1).nullable(),
    validFrom: z.iso.date(),
    validTo: z.iso.date(),
    ground: z.string().trim().min(1).max(500),
  })
  .meta({ id: 'NewDelegation' });

export const Staff = z
  .object({
    person: Person,
    desk: z.string().nullable(),
    roles: z.array(z.string()),
    functions: z.array(z.enum(officeFunctions)).meta({ description: 'What the roles do in the office' }),
  })
  .meta({ id: 'Staff' });

export const Reading = z
  .object({ who: Person, role: Text, at: z.number().meta({ description: 'ms UTC' }), what: Text })
  .meta({ id: 'Reading', description: 'One opening of a proceeding by somebody' });

export type Session = z.infer<typeof Session>;
export type DemoAccount = z.infer<typeof DemoAccount>;
export type Account = z.infer<typeof Account>;
export type NewAccount = z.infer<typeof NewAccount>;
export type AccountChange = z.infer<typeof AccountChange>;
export type Delegation = z.infer<typeof Delegation>;
export type NewDelegation = z.infer<typeof NewDelegation>;
export type Staff = z.infer<typeof Staff>;
export type Reading = z.infer<typeof Reading>;
