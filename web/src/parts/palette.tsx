import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import {
  Autocomplete,
  Dialog,
  Header,
  Input,
  Menu,
  MenuItem,
  MenuSection,
  Modal,
  ModalOverlay,
  SearchField,
} from 'react-aria-components';
import { reads } from '../api.ts';
import { useWords } from '../words.tsx';
import { useAllKeys } from './keys.tsx';

interface Props {
  isOpen: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Commands and search in one field (Ctrl K). */
export function CommandPalette({ isOpen, onOpenChange }: Props) {
  const { t } = useWords();
  return (
    <ModalOverlay className="overlay fade" isOpen={isOpen} onOpenChange={onOpenChange} isDismissable>
      <Modal className="palette">
        <Dialog aria-label={t('search.label')}>{({ close }) => <Body close={close} />}</Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Body({ close }: { close: () => void }) {
  const { t, x } = useWords();
  const router = useRouter();
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text.trim());
  const hits = useQuery({ ...reads.search(wanted), enabled: wanted.length > 0 });
  const commands = useAllKeys().filter((k) => !k.listed && k.label.toLowerCase().includes(wanted.toLowerCase()));
  const found = wanted === '' ? [] : (hits.data ?? []);
  return (
    <Autocomplete inputValue={text} onInputChange={setText}>
      <SearchField className="palette-field" aria-label={t('search.hint')} autoFocus>
        <Search size={18} aria-hidden="true" />
        <Input placeholder={t('search.hint')} />
      </SearchField>
      <Menu
        className="palette-list"
        aria-label={t('search.results')}
        renderEmptyState={() => <p className="empty">{t('search.none')}</p>}
      >
        <MenuSection aria-label={t('search.found')}>
          {found.length > 0 && <Header>{t('search.found')}</Header>}
          {found.map((hit) => (
            <MenuItem
              key={`${hit.to} ${hit.title.zh}`}
              className="palette-item"
              textValue={x(hit.title)}
              onAction={() => {
                close();
                router.history.push(hit.to);
              }}
            >
              <span>{x(hit.title)}</span>
              <span className="meta">{x(hit.hint)}</span>
            </MenuItem>
          ))}
        </MenuSection>
        <MenuSection aria-label={t('search.commands')}>
          {commands.length > 0 && <Header>{t('search.commands')}</Header>}
          {commands.map((command) => (
            <MenuItem
              key={command.press}
              className="palette-item"
              textValue={command.label}
              onAction={() => {
                close();
                command.run();
              }}
            >
              <span>{command.label}</span>
              <kbd>{command.press}</kbd>
            </MenuItem>
          ))}
        </MenuSection>
      </Menu>
    </Autocomplete>
  );
}
