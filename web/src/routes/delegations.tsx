import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { reads, writes } from '../api.ts';
import { DataTable } from '../parts/data-table.tsx';
import { SelectField, TextField } from '../parts/fields.tsx';
import { FailedWrite, useWrite } from '../parts/small-forms.tsx';
import { Empty, Load } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import type { Delegation } from '../shapes.ts';
import { useWords } from '../words.tsx';

const ALL = '*';

/** The chief gives power to decide to a deputy, for a period, with a ground; it is ended, never edited. */
export function DelegationsPage() {
  const { t, x } = useWords();
  const query = useQuery(reads.delegations());
  const law = useQuery(reads.law());
  const end = useWrite<unknown>(() => {});
  const titleOf = (id: string) => {
    const found = law.data?.find((l) => l.id === id);
    return found ? x(found.title) : id;
  };
  return (
    <div className="page narrow">
      <Title name={t('nav.delegations')}>{t('delegations.title')}</Title>
      {end.failure && <FailedWrite failure={end.failure} />}
      <Load query={query}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty>{t('delegations.none')}</Empty>
          ) : (
            <DataTable
              caption={t('delegations.title')}
              rows={rows}
              rowKey={(d) => d.id}
              columns={[
                { head: t('delegations.to'), rowHead: true, cell: (d) => x(d.to.name) },
                { head: t('delegations.from'), cell: (d) => x(d.from.name) },
                {
                  head: t('delegations.what'),
                  cell: (d) =>
                    d.procedures === null ? t('delegations.everything') : d.procedures.map(titleOf).join(t('list.and')),
                },
                { head: t('delegations.period'), cell: (d) => `${d.validFrom} – ${d.validTo}` },
                { head: t('case.ground'), cell: (d) => d.ground },
                {
                  head: t('delegations.state'),
                  cell: (d) => (
                    <>
                      {t(
                        d.revoked !== null
                          ? 'delegations.ended'
                          : d.inForce
                            ? 'delegations.inForce'
                            : 'delegations.notInForce',
                      )}{' '}
                      {d.revoked === null && (
                        <Button
                          className="button"
                          data-small
                          data-pending={end.busy || undefined}
                          aria-label={`${t('delegations.end')}: ${x(d.to.name)}`}
                          onPress={() => void end.run(() => writes.endDelegation(d.id))}
                        >
                          {t('delegations.end')}
                        </Button>
                      )}
                    </>
                  ),
                },
              ]}
            />
          )
        }
      </Load>
      <Give />
    </div>
  );
}

function Give() {
  const { t, x } = useWords();
  const session = useQuery(reads.session());
  const staff = useQuery(reads.staff());
  const law = useQuery(reads.law());
  const [to, setTo] = useState<string | null>(null);
  const [procedure, setProcedure] = useState<string | null>(ALL);
  const [from, setFrom] = useState(session.data?.today ?? '');
  const [until, setUntil] = useState('');
  const [ground, setGround] = useState('');
  const { busy, failure, run } = useWrite<Delegation>(() => setGround(''));
  const people = (staff.data ?? [])
    .filter((s) => s.person.id !== session.data?.user.id)
    .toSorted((a, b) => Number(b.functions.includes('deputises')) - Number(a.functions.includes('deputises')));
  const ready = to !== null && from !== '' && until !== '' && ground.trim() !== '';
  return (
    <section className="card panel form below">
      <h2>{t('delegations.give')}</h2>
      {failure && <FailedWrite failure={failure} />}
      <SelectField
        label={t('delegations.to')}
        isRequired
        value={to}
        onChange={setTo}
        options={people.map((s) => ({
          value: s.person.id,
          title: [x(s.person.name), s.person.title && x(s.person.title)].filter(Boolean).join(' · '),
        }))}
      />
      <SelectField
        label={t('delegations.what')}
        isRequired
        value={procedure}
        onChange={setProcedure}
        options={[
          { value: ALL, title: t('delegations.everything') },
          ...(law.data ?? []).map((l) => ({ value: l.id, title: x(l.title) })),
        ]}
      />
      <div className="form-row">
        <TextField label={t('delegations.validFrom')} type="date" value={from} onChange={setFrom} isRequired />
        <TextField label={t('delegations.validTo')} type="date" value={until} onChange={setUntil} isRequired />
      </div>
      <TextField label={t('case.ground')} value={ground} onChange={setGround} isRequired />
      <div className="actions">
        <Button
          className="button"
          data-primary
          isDisabled={!ready}
          data-pending={busy || undefined}
          onPress={() =>
            to &&
            void run(() =>
              writes.delegate({
                to,
                procedures: procedure === ALL || procedure === null ? null : [procedure],
                validFrom: from,
                validTo: until,
                ground: ground.trim(),
              }),
            )
          }
        >
          {t('delegations.give')}
        </Button>
      </div>
    </section>
  );
}
