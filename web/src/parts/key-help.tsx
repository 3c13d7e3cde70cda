import { useState } from 'react';
import { Button, Checkbox, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useWords } from '../words.tsx';
import { keysOff, setKeysOff, useAllKeys } from './keys.tsx';

/** Every key that works on this screen; single-letter keys can be turned off (WCAG 2.1.4). */
export function KeyHelp({ isOpen, onOpenChange }: { isOpen: boolean; onOpenChange: (open: boolean) => void }) {
  const { t } = useWords();
  const keys = useAllKeys();
  const [off, setOff] = useState(keysOff);
  return (
    <ModalOverlay className="overlay fade" isOpen={isOpen} onOpenChange={onOpenChange} isDismissable>
      <Modal className="modal">
        <Dialog className="dialog">
          {({ close }) => (
            <>
              <Heading slot="title" className="dialog-title">
                {t('key.all')}
              </Heading>
              <dl className="keys">
                {keys.map((k) => (
                  <div key={`${k.press} ${k.label}`}>
                    <dt>
                      {k.press.split(' ').map((one) => (
                        <kbd key={one}>{one}</kbd>
                      ))}
                    </dt>
                    <dd>{k.label}</dd>
                  </div>
                ))}
                <div>
                  <dt>
                    <kbd>Esc</kbd>
                  </dt>
                  <dd>{t('key.close')}</dd>
                </div>
              </dl>
              <Checkbox
                className="check"
                isSelected={!off}
                onChange={(on) => {
                  setOff(!on);
                  setKeysOff(!on);
                }}
              >
                <span className="check-box" aria-hidden="true" />
                {t('key.letters')}
              </Checkbox>
              <div className="actions">
                <Button className="button" onPress={close}>
                  {t('do.close')}
                </Button>
              </div>
            </>
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
