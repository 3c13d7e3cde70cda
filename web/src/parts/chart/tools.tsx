import { Download } from 'lucide-react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { useWords } from '../../words.tsx';
import { csvOf } from './plain.ts';
import { type Picture, pngOf, save } from './save.ts';

interface Props {
  /** Of the chart, for who hears it. */
  readonly name: string;
  readonly file: string;
  readonly table: boolean;
  readonly onTable?: () => void;
  readonly rows: () => readonly (readonly (string | number | null)[])[];
  /** Null: not drawn at the moment. */
  readonly picture: () => Picture | null;
}

/** What one can do with a chart: read it as a table, take it away. */
export function ChartTools({ name, file, table, onTable, rows, picture }: Props) {
  const { t } = useWords();
  const take = async (kind: 'csv' | 'svg' | 'png') => {
    if (kind === 'csv') return save(`${file}.csv`, csvOf(rows()), 'text/csv');
    const drawn = picture();
    if (!drawn) return;
    if (kind === 'svg') return save(`${file}.svg`, drawn.svg, 'image/svg+xml');
    const png = await pngOf(drawn);
    if (png) save(`${file}.png`, png);
  };
  return (
    <span className="row chart-tools screen-only">
      {onTable && (
        <Button
          className="link"
          onPress={onTable}
          aria-label={`${t(table ? 'figure.asChart' : 'figure.asTable')}: ${name}`}
        >
          {t(table ? 'figure.asChart' : 'figure.asTable')}
        </Button>
      )}
      <MenuTrigger>
        <Button className="icon-button" aria-label={t('chart.save', { name })}>
          <Download size={15} aria-hidden="true" />
        </Button>
        <Popover className="popover fade" placement="bottom end">
          <Menu
            className="chart-menu"
            aria-label={t('chart.save', { name })}
            onAction={(key) => void take(key as 'csv')}
          >
            <MenuItem id="csv" className="select-item">
              {t('chart.csv')}
            </MenuItem>
            {!table && (
              <>
                <MenuItem id="svg" className="select-item">
                  {t('chart.svg')}
                </MenuItem>
                <MenuItem id="png" className="select-item">
                  {t('chart.png')}
                </MenuItem>
              </>
            )}
          </Menu>
        </Popover>
      </MenuTrigger>
    </span>
  );
}
