import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { MayAct } from '../shapes.ts';
import { useWords } from '../words.tsx';
import { SelectField } from './fields.tsx';

const keyOf = (a: MayAct) => `${a.act} ${a.subject?.id ?? ''}`;

/** What police, courts and parties did can be recorded at any time, late or not. */
export function OutsideActs({ acts, onStart }: { acts: readonly MayAct[]; onStart: (act: MayAct) => void }) {
  const { t, x } = useWords();
  const [chosen, choose] = useState<string | null>(null);
  if (acts.length === 0) return null;
  const act = acts.find((a) => keyOf(a) === chosen);
  return (
    <div className="outside">
      <SelectField
        label={t('outside.choose')}
        options={acts.map((a) => ({
          value: keyOf(a),
          title: a.subject ? `${x(a.title)} · ${a.subject.name}` : x(a.title),
        }))}
        value={chosen}
        onChange={choose}
      />
      <Button className="button" isDisabled={!act} onPress={() => act && onStart(act)}>
        <Plus size={15} aria-hidden="true" />
        {t('outside.record')}
      </Button>
    </div>
  );
}
