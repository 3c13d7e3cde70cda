import { createHash, randomUUID } from 'node:crypto';
import { may } from '#access/index.ts';
import { legalDate, startOfDay } from '#engine/index.ts';
import type { PartyData } from './acts.ts';
import { bornIn } from './byhand.ts';
import { type CheckedPackage, checkPackage } from './package/check.ts';
import { MANIFEST, type TransferPackage } from './package/format.ts';
import { readManifest } from './package/manifest.ts';
import { type Fault, unzip } from './package/zip.ts';
import { officeOf, receive, titleOf } from './receive.ts';
import type { PackageErrors, PackageResult } from './schemas.ts';
import { trxOf } from './tables.ts';
import type { Actor, OfficeProfile } from './types.ts';
import { words } from './words.ts';
import { AlreadyThere, type Writing } from './write.ts';
/** Takes a transfer package in, whole or not at all, once. */
export async function importPackage(
  writing: Writing,
  bytes: Uint8Array,
  actor: Actor,
  now: number,
): Promise<PackageResult | PackageErrors> {
  const allowed = may(actor, 'import-package');
  if (!allowed.allowed) return faulty([{ where: 'package', text: allowed.words }]);
  const office = officeOf(writing, actor.office);
  const zip = unzip(bytes);
  if (!zip.ok) return faulty(zip.faults);
  const read = readManifest(zip.files.get(MANIFEST));
  if (!read.ok) return faulty(read.faults);
  const today = legalDate(now, writing.pack.calendar);
  const checked = checkPackage(read.manifest, zip.files, { pack: writing.pack, office, today });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const again = await takenBefore(writing, office, sha256, read.manifest);
  if (!checked.ok) return faulty([...(again ? [again] : []), ...checked.faults]);
  if (again) return faulty([again]);
  try {
    return await storePackage(writing, read.manifest, checked.value, sha256, actor, now);
  } catch (error) {
    if (!(error instanceof AlreadyThere)) throw error;
    return faulty([
      (await takenBefore(writing, office, sha256, read.manifest)) ?? {
        where: 'package',
        text: words('此包正在接收', 'this package is being taken in'),
      },
    ]);
  }
}

const faulty = (errors: readonly Fault[]): PackageErrors => ({ errors: [...errors], recorded: false });

async function takenBefore(writing: Writing, office: OfficeProfile, sha256: string, manifest: TransferPackage) {
  const known = await writing.db
    .selectFrom('casework_package as k')
    .innerJoin('casework_proceeding as p', 'p.id', 'k.proceeding')
    .where('k.office', '=', office.id)
    .where((eb) =>
      eb.or([
        eb('k.sha256', '=', sha256),
        eb.and([eb('k.sender', '=', manifest.sender.name), eb('k.sender_number', '=', manifest.number)]),
      ]),
    )
    .select(['k.sha256', 'p.number', 'p.number_zh'])
    .executeTakeFirst();
  if (!known) return null;
  return known.sha256 === sha256
    ? {
        where: 'package',
        text: words(`同一移送包已于${known.number_zh}接收`, `the same package was taken in already as ${known.number}`),
      }
    : {
        where: `${MANIFEST} number`,
        text: words(
          `“${manifest.sender.name}”的“${manifest.number}”已于${known.number_zh}接收`,
          `number “${manifest.number}” of “${manifest.sender.name}” was taken in already as ${known.number}`,
        ),
      };
}

async function storePackage(
  writing: Writing,
  manifest: TransferPackage,
  checked: CheckedPackage,
  sha256: string,
  actor: Actor,
  now: number,
): Promise<PackageResult> {
  const { law, act } = checked;
  const ids = new Map(checked.persons.map((one) => [one.person.ref, randomUUID() as string]));
  const parties = checked.persons.map(
    ({ person, idNumber, offence, data }): PartyData => ({
      id: ids.get(person.ref)!,
      name: person.name,
      role: person.role,
      kind: data === null ? null : act.subject,
      ...(idNumber ? { idNumber } : {}),
      ...(person.born ? { born: person.born } : idNumber ? bornIn(writing.pack, idNumber) : {}),
      ...(data?.minor === true ? { minor: true } : {}),
      ...(offence ? { offence } : {}),
    }),
  );
  const documents = checked.documents.map(({ document, bytes, sha256: hash }) => ({
    data: {
      id: randomUUID() as string,
      name: document.title,
      kind: document.kind ?? '文书',
      bytes: bytes.length,
      sha256: hash,
    },
    bytes,
  }));
  const received = await receive(
    writing,
    {
      law,
      title: titleOf(writing, manifest.title, parties, law),
      parties,
      at: startOfDay(legalDate(now, writing.pack.calendar), writing.pack.calendar),
      precision: 'day',
      opening:
        act.subject === null
          ? [{ subject: null, data: checked.caseData }]
          : checked.persons.flatMap(({ person, data }) =>
              data === null ? [] : [{ subject: ids.get(person.ref)!, data }],
            ),
      documents: documents.map((document) => document.data),
      source: words(
        `${manifest.sender.name}移送，${manifest.number}`,
        `Transferred by ${manifest.sender.name}, ${manifest.number}`,
      ),
      package: { sha256, sender: manifest.sender.name, number: manifest.number },
    },
    actor,
    now,
    async (trx, recorded) => {
      const first = recorded[0]!;
      const db = trxOf(trx);
      const kept = await db
        .insertInto('casework_package')
        .values({
          sha256,
          office: actor.office,
          sender: manifest.sender.name,
          sender_number: manifest.number,
          case_id: first.caseId,
          proceeding: first.proceeding,
        })
        .onConflict((conflicted) => conflicted.doNothing())
        .returning('sha256')
        .executeTakeFirst();
      if (!kept) throw new AlreadyThere('package');
      for (const { data, bytes } of documents)
        await db
          .insertInto('casework_document')
          .values({
            id: data.id,
            proceeding: first.proceeding,
            case_id: first.caseId,
            name: data.name,
            kind: data.kind,
            sha256: data.sha256,
            size: data.bytes,
            added_at: now,
            bytes,
          })
          .execute();
    },
  );
  if (!('opening' in received)) return Promise.reject(new Error(`package: ${received.message.en}`));
  return {
    package: sha256,
    case: received.caseId,
    number: received.opening.number,
    proceedings: [{ id: received.id, procedure: law.id, title: law.title }],
    parties: parties.length,
    documents: documents.length,
  };
}
