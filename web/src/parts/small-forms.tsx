import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { type Failure, type Result, reads, writes } from '../api.ts';
import type { ActOutcome, CourseItem, ProceedingPage } from '../shapes.ts';
import { useWords } from '../words.tsx';
import { SelectField, TextField } from './fields.tsx';
import { Outcome } from './outcome.tsx';
import { RefusalNote } from './refusal.tsx';
import { FailureNote } from './states.tsx';

/** A dialog with a title; Esc and the button close it. */
export function SmallDialog({ title, close, children }: { title: string; close: () => void; children: ReactNode }) {
  return (
    <ModalOverlay className="overlay fade" isOpen onOpenChange={(open) => !open && close()} isDismissable>
      <Modal className="modal">
        <Dialog className="dialog">
          <Heading slot="title" className="dialog-title">
            {title}
          </Heading>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

export function FailedWrite({ failure }: { failure: Failure }) {
  return failure.kind === 'refused' ? (
    <RefusalNote refusal={failure.refusal} />
  ) : (
    <FailureNote failure={failure} wrote />
  );
}

/** Runs a write, holds its failure, refetches after success. */
export function useWrite<T>(done: (value: T) => void) {
  const { x } = useWords();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const run = async (write: () => Promise<Result<T>>) => {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    const result = await write();
    setBusy(false);
    if (result.ok) done(result.value);
    else setFailure(result.failure);
    void client.invalidateQueries();
  };
  /** By field, in words. */
  const errors: Readonly<Record<string, string>> =
    failure?.kind === 'refused' ? Object.fromEntries(failure.refusal.fieldErrors.map((e) => [e.field, x(e.text)])) : {};
  return { busy, failure, errors, run };
}

/** A mistake is not deleted: a new act annuls it, with a ground. */
export function AnnulDialog({ page, item, close }: { page: ProceedingPage; item: CourseItem; close: () => void }) {
  const { t, x } = useWords();
  const [ground, setGround] = useState('');
  const [outcome, setOutcome] = useState<ActOutcome | null>(null);
  const { busy, failure, run } = useWrite<ActOutcome>(setOutcome);
  return (
    <SmallDialog title={t('annul.title', { act: x(item.title) })} close={close}>
      {outcome ? (
        <Outcome outcome={outcome} close={close} />
      ) : (
        <>
          <p>{t('annul.text')}</p>
          {failure && <FailedWrite failure={failure} />}
          <TextField label={t('case.ground')} lines={3} value={ground} onChange={setGround} isRequired autoFocus />
          <div className="actions">
            <Button
              className="button"
              data-danger
              isDisabled={ground.trim() === ''}
              data-pending={busy || undefined}
              onPress={() =>
                void run(() =>
                  writes.annul(page.id, { act: item.id, ground: ground.trim(), expectedVersion: page.version }),
                )
              }
            >
              {t('annul.do')}
            </Button>
            <Button className="button" onPress={close}>
              {t('do.cancel')}
            </Button>
          </div>
        </>
      )}
    </SmallDialog>
  );
}

export function AssignDialog({ page, close }: { page: ProceedingPage; close: () => void }) {
  const { t, x } = useWords();
  const staff = useQuery(reads.staff());
  const [handler, setHandler] = useState<string | null>(page.handler?.id ?? null);
  const [reason, setReason] = useState('');
  const { busy, failure, run } = useWrite<unknown>(close);
  const chosen = staff.data?.find((s) => s.person.id === handler);
  return (
    <SmallDialog title={t('assign.title')} close={close}>
      {failure && <FailedWrite failure={failure} />}
      <SelectField
        label={t('assign.to')}
        isRequired
        value={handler}
        onChange={setHandler}
        options={(staff.data ?? []).map((s) => ({
          value: s.person.id,
          title: [x(s.person.name), s.person.title && x(s.person.title)].filter(Boolean).join(' · '),
        }))}
      />
      <TextField label={t('assign.reason')} lines={2} value={reason} onChange={setReason} isRequired />
      <div className="actions">
        <Button
          className="button"
          data-primary
          isDisabled={!chosen || reason.trim() === ''}
          data-pending={busy || undefined}
          onPress={() =>
            chosen &&
            void run(() =>
              writes.assign(page.id, {
                handler: chosen.person.id,
                desk: chosen.desk ?? page.desk?.id ?? null,
                reason: reason.trim(),
              }),
            )
          }
        >
          {t('assign.do')}
        </Button>
        <Button className="button" onPress={close}>
          {t('do.cancel')}
        </Button>
      </div>
    </SmallDialog>
  );
}
