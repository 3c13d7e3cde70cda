import { Download, FileText, History } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import type { OwnReportTemplate } from '../../shapes.ts';
import { useWords } from '../../words.tsx';
import { type Draft, plain, titleOf } from './drafts.ts';

function MenuOf({
  button,
  label,
  onChoose,
  children,
}: {
  button: ReactNode;
  label: string;
  onChoose: (key: string) => void;
  children: ReactNode;
}) {
  return (
    <MenuTrigger>
      {button}
      <Popover className="popover fade" placement="bottom end">
        <Menu className="chart-menu own-menu" aria-label={label} onAction={(key) => onChoose(String(key))}>
          {children}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

/** Texts to start from; null: an empty page. */
export function TemplateMenu({
  templates,
  onChoose,
}: {
  templates: readonly OwnReportTemplate[];
  onChoose: (template: OwnReportTemplate | null) => void;
}) {
  const { t, x } = useWords();
  return (
    <MenuOf
      label={t('own.templates')}
      onChoose={(key) => onChoose(templates.find((one) => one.id === key) ?? null)}
      button={
        <Button className="button">
          <FileText size={15} aria-hidden="true" />
          {t('own.templates')}
        </Button>
      }
    >
      {templates.map((one) => (
        <MenuItem key={one.id} id={one.id} className="select-item" textValue={x(one.about ?? one.title)}>
          {one.about ? x(one.about) : plain(x(one.title))}
        </MenuItem>
      ))}
      <MenuItem id="" className="select-item">
        {t('own.empty')}
      </MenuItem>
    </MenuOf>
  );
}

export function DraftMenu({ drafts, onChoose }: { drafts: readonly Draft[]; onChoose: (draft: Draft) => void }) {
  const { t, lang, moment } = useWords();
  return (
    <MenuOf
      label={t('own.drafts', { n: drafts.length })}
      onChoose={(key) => {
        const found = drafts.find((one) => one.id === key);
        if (found) onChoose(found);
      }}
      button={
        <Button className="button" isDisabled={drafts.length === 0}>
          <History size={15} aria-hidden="true" />
          {t('own.drafts', { n: drafts.length })}
        </Button>
      }
    >
      {drafts.map((one) => (
        <MenuItem key={one.id} id={one.id} className="select-item" textValue={titleOf(one.text, lang)}>
          <span className="block">{titleOf(one.text, lang) || t('own.untitled')}</span>
          <span className="meta block">{moment(one.at)}</span>
        </MenuItem>
      ))}
    </MenuOf>
  );
}

const FORMS = [
  ['docx', 'Word (.docx)'],
  ['pdf', 'PDF'],
  ['html', 'HTML'],
] as const;
export function SaveMenu({
  isDisabled,
  onSave,
}: {
  isDisabled: boolean;
  onSave: (form: (typeof FORMS)[number][0]) => void;
}) {
  const { t } = useWords();
  return (
    <MenuOf
      label={t('own.save')}
      onChoose={(key) => {
        const form = FORMS.find(([id]) => id === key)?.[0];
        if (form) onSave(form);
      }}
      button={
        <Button className="button" data-primary isDisabled={isDisabled}>
          <Download size={15} aria-hidden="true" />
          {t('own.save')}
        </Button>
      }
    >
      {FORMS.map(([id, title]) => (
        <MenuItem key={id} id={id} className="select-item">
          {title}
        </MenuItem>
      ))}
    </MenuOf>
  );
}
