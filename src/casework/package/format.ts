import { z } from 'zod';

/** Limits of a transfer package; each is named in the message of whoever goes over it. */
export const limits = {
  /** Bytes of the .zip. */
  zipBytes: 100 * 1024 * 1024,
  entries: 2_000,
  /** Bytes of all entries inflated. */
  inflatedBytes: 400 * 1024 * 1024,
  manifestBytes: 4 * 1024 * 1024,
  persons: 200,
  documents: 1_000,
} as const;

export const MANIFEST = 'package.json';
export const FORMAT = 'custos-transfer/1';
const date = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'a date such as 2026-11-02')
  .meta({ format: 'date' });
const short = z.string().trim().min(1).max(200);

export const PackagePerson = z
  .strictObject({
    ref: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,40}$/, 'letters, digits, - and _, at most 40')
      .meta({ description: 'How this file names the person, e.g. p1' }),
    name: short,
    role: z
      .string()
      .min(1)
      .max(60)
      .meta({ description: 'In what capacity: one of `parties` of the law pack, such as suspect or victim' }),
    id_number: z
      .string()
      .optional()
      .meta({ description: 'Identity number of a resident, 18 characters with its check digit' }),
    born: date.optional(),
    offence: z.string().optional().meta({ description: 'Suspected offence: id or name of the law pack' }),
    data: z.record(z.string(), z.json()).optional().meta({
      description:
        'Fields of the opening act that concern this person, under the names of the law file (detained, minor …)',
    }),
  })
  .meta({ id: 'PackagePerson' });
export const PackageDocument = z
  .strictObject({
    file: z
      .string()
      .min(1)
      .max(500)
      .meta({ description: 'Path of the file inside the zip, e.g. documents/request.txt' }),
    title: short,
    kind: short.optional(),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/, '64 lower-case hex digits')
      .optional(),
    person: z.string().optional().meta({ description: '`ref` of the person it concerns' }),
  })
  .meta({ id: 'PackageDocument' });
export const TransferPackage = z
  .strictObject({
    format: z.literal(FORMAT),
    sender: z.strictObject({
      name: short,
      code: z.string().optional().meta({ description: 'Unified social credit code, 18 characters' }),
      kind: short.meta({ description: 'One of `senders` of the law pack, such as police' }),
    }),
    number: short.meta({ description: "The sender's own number of this transfer; the same number is taken in once" }),
    sent_on: date,
    office: short.meta({ description: 'Id or title of the office it is sent to' }),
    procedure: short.meta({ description: 'One of `packages` of the law pack' }),
    title: short.optional(),
    opening: z
      .strictObject({ data: z.record(z.string(), z.json()).optional() })
      .optional()
      .meta({ description: 'Fields of the opening act that are the same for everybody' }),
    persons: z.array(PackagePerson).min(1),
    documents: z.array(PackageDocument).default([]),
  })
  .meta({
    title: 'Transfer package of Custos',
    description: 'package.json of a .zip by which another organ hands a case over',
  });

export type TransferPackage = z.infer<typeof TransferPackage>;
export type PackagePerson = z.infer<typeof PackagePerson>;
export type PackageDocument = z.infer<typeof PackageDocument>;

/** JSON Schema (2020-12) of package.json. */
export const packageJsonSchema = () => z.toJSONSchema(TransferPackage, { io: 'input' });
