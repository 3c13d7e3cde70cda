import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Checkbox, CheckboxGroup, Label } from 'react-aria-components';
import { reads, writes } from '../api.ts';
import { DataTable } from '../parts/data-table.tsx';
import { CheckField, TextField } from '../parts/fields.tsx';
import { FailedWrite, SmallDialog, useWrite } from '../parts/small-forms.tsx';
import { Load } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import type { Account } from '../shapes.ts';
import { useWords } from '../words.tsx';

/** Accounts of the office. An account is deactivated, never deleted: its acts stay under its name. */
export function AccountsPage() {
  const { t, x } = useWords();
  const query = useQuery(reads.accounts());
  const [open, setOpen] = useState<Account | 'new' | null>(null);
  return (
    <div className="page">
      <Title
        name={t('nav.accounts')}
        end={
          <Button className="button" data-primary onPress={() => setOpen('new')}>
            {t('accounts.new')}
          </Button>
        }
      >
        {t('nav.accounts')}
      </Title>
      <Load query={query}>
        {(rows) => (
          <>
            <DataTable
              caption={t('nav.accounts')}
              rows={rows}
              rowKey={(a) => a.id}
              columns={[
                { head: t('accounts.name'), rowHead: true, cell: (a) => x(a.name) },
                { head: t('signin.email'), cell: (a) => a.email },
                { head: t('accounts.roles'), cell: (a) => a.roles.map((r) => x(r.title)).join(t('list.and')) },
                { head: t('accounts.desk'), cell: (a) => a.desk ?? '—' },
                {
                  head: t('accounts.state'),
                  cell: (a) => (
                    <>
                      <span className="tag" data-tone={a.active ? 'ok' : 'plain'}>
                        {t(a.active ? 'accounts.active' : 'accounts.inactive')}
                      </span>{' '}
                      {a.firstPassword && <span className="tag">{t('accounts.firstPassword')}</span>}
                    </>
                  ),
                },
                {
                  head: t('accounts.change'),
                  cell: (a) => (
                    <Button
                      className="button"
                      data-small
                      aria-label={`${t('accounts.change')}: ${x(a.name)}`}
                      onPress={() => setOpen(a)}
                    >
                      {t('accounts.change')}
                    </Button>
                  ),
                },
              ]}
            />
            {open && (
              <Edit
                key={open === 'new' ? 'new' : open.id}
                account={open === 'new' ? null : open}
                desks={[...new Set(rows.flatMap((a) => (a.desk ? [a.desk] : [])))]}
                close={() => setOpen(null)}
              />
            )}
          </>
        )}
      </Load>
    </div>
  );
}

function Edit({ account, desks, close }: { account: Account | null; desks: readonly string[]; close: () => void }) {
  const { t, x } = useWords();
  const [email, setEmail] = useState(account?.email ?? '');
  const [zh, setZh] = useState(account?.name.zh ?? '');
  const [en, setEn] = useState(account?.name.en ?? '');
  const [password, setPassword] = useState('');
  const [desk, setDesk] = useState(account?.desk ?? '');
  const known = useQuery(reads.accountRoles()).data ?? account?.roles ?? [];
  const [roles, setRoles] = useState<readonly string[]>(account?.roles.map((r) => r.code) ?? []);
  const [active, setActive] = useState(account?.active ?? true);
  const { busy, failure, run } = useWrite<Account>(close);
  const name = { zh: zh.trim(), en: en.trim() || zh.trim() };
  const ready =
    name.zh !== '' &&
    roles.length > 0 &&
    (account !== null || (email.trim() !== '' && password.length >= 12)) &&
    (password === '' || password.length >= 12);
  const save = () =>
    void run(() =>
      account
        ? writes.changeAccount(account.id, {
            name,
            desk: desk.trim() || null,
            roles: [...roles],
            active,
            ...(password ? { password } : {}),
          })
        : writes.createAccount({ email: email.trim(), password, name, desk: desk.trim() || null, roles: [...roles] }),
    );
  return (
    <SmallDialog title={account ? t('accounts.change') : t('accounts.new')} close={close}>
      {failure && <FailedWrite failure={failure} />}
      <TextField
        label={t('signin.email')}
        type="email"
        value={email}
        onChange={setEmail}
        isRequired
        isReadOnly={account !== null}
      />
      <div className="form-row">
        <TextField label={t('accounts.nameZh')} value={zh} onChange={setZh} isRequired />
        <TextField label={t('accounts.nameEn')} value={en} onChange={setEn} sayOptional />
      </div>
      <TextField
        label={t('accounts.password')}
        note={t('accounts.passwordNote')}
        type="password"
        autoComplete="new-password"
        value={password}
        onChange={setPassword}
        isRequired={account === null}
        sayOptional={account !== null}
      />
      <TextField
        label={t('accounts.desk')}
        note={desks.length > 0 ? t('accounts.desks', { desks: desks.join(' · ') }) : undefined}
        value={desk}
        onChange={setDesk}
        sayOptional
      />
      <CheckboxGroup
        className="field"
        value={[...roles]}
        onChange={(next) => setRoles(known.flatMap((r) => (next.includes(r.code) ? [r.code] : [])))}
        isRequired
      >
        <Label className="label">{t('accounts.roles')}</Label>
        <div className="two">
          {known.map((r) => (
            <Checkbox key={r.code} value={r.code} className="check">
              <span className="check-box" aria-hidden="true" />
              {x(r.title)}
            </Checkbox>
          ))}
        </div>
      </CheckboxGroup>
      {account && <CheckField label={t('accounts.mayEnter')} value={active} onChange={setActive} />}
      <div className="actions">
        <Button className="button" data-primary isDisabled={!ready} data-pending={busy || undefined} onPress={save}>
          {account ? t('accounts.save') : t('accounts.create')}
        </Button>
        <Button className="button" onPress={close}>
          {t('do.cancel')}
        </Button>
      </div>
    </SmallDialog>
  );
}
