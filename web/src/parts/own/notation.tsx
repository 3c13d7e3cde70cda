import { useWords } from '../../words.tsx';

const ROWS = [
  ['{figure:non-arrest-rate}', 'own.help.figure'],
  ['{figure:non-arrest-rate period=2022 show=numerator}', 'own.help.part'],
  ['{figure:prosecuted-persons-all by=offence-group form=both}', 'own.help.by'],
  ['{figure:prosecuted-persons-all where=offence:theft,fraud}', 'own.help.where'],
  ['{change:non-arrest-rate against=2018 as=points}', 'own.help.change'],
  ['{moved:non-arrest-rate against=2018}', 'own.help.moved'],
  ['[下降]{fell:non-arrest-rate against=2018}', 'own.help.claim'],
  ['{rank:non-arrest-rate since=2018}', 'own.help.rank'],
  ['{quoted:"98.3%" source="…"}', 'own.help.quoted'],
  ['{period} {office} {today} {known}', 'own.help.said'],
  ['## 一、刑事检察 | 1 Criminal', 'own.help.heading'],
  ['en: The rate was {figure:non-arrest-rate}.', 'own.help.english'],
] as const;

/** How figures are written into a text. */
export function NotationHelp() {
  const { t } = useWords();
  return (
    <details className="own-help">
      <summary>{t('own.help')}</summary>
      <dl>
        {ROWS.map(([written, means]) => (
          <div key={written}>
            <dt className="mono">{written}</dt>
            <dd>{t(means)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
