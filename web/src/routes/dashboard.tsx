import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { reads } from '../api.ts';
import { Chips } from '../parts/chips.tsx';
import { FigurePanel, type FigureView } from '../parts/figure-panel.tsx';
import { Empty, Load } from '../parts/states.tsx';
import { TileCard } from '../parts/tile.tsx';
import { Title } from '../parts/title.tsx';
import { useWords } from '../words.tsx';

const route = getRouteApi('/shell/dashboard');

/** The boards of the reader's tasks: what runs late, what piles up, how long it takes, who has how much open. The server says which. */
export function DashboardPage() {
  const { t, x } = useWords();
  const { board: chosen, ...view } = route.useSearch();
  const go = route.useNavigate();
  const query = useQuery({ ...reads.dashboard(), staleTime: 60_000 });
  const onView = (change: Partial<FigureView>) => void go({ search: (s) => ({ ...s, ...change }), resetScroll: false });
  return (
    <Load query={query} rows={6} frame={t('nav.dashboard')}>
      {({ boards, desk }) => {
        const board = boards.find((one) => one.id === chosen) ?? boards[0];
        if (!board)
          return (
            <div className="page">
              <Title name={t('nav.dashboard')}>{t('nav.dashboard')}</Title>
              <Empty>{t('board.none')}</Empty>
            </div>
          );
        return (
          <div className="page board">
            <Title
              name={t('nav.dashboard')}
              over={t('nav.dashboard')}
              end={
                boards.length > 1 && (
                  <Chips
                    label={t('board.boards')}
                    value={board.id}
                    options={boards.map((one) => [one.id, x(one.title)])}
                    onChange={(id) => void go({ search: { board: id ?? undefined } })}
                  />
                )
              }
            >
              {x(board.title)}
              {board.sections.some((s) => s.tiles.some((tile) => tile.desk !== null)) && desk && ` · ${x(desk.title)}`}
            </Title>
            <p className="lead">{x(board.about)}</p>
            <div className="measures" data-open={view.figure !== undefined}>
              <div className="board-sections">
                {board.sections.map((section) => (
                  <section key={section.title.en}>
                    <h2>{x(section.title)}</h2>
                    <div className="tiles">
                      {section.tiles.map((tile) => (
                        <TileCard
                          key={tile.id}
                          tile={tile}
                          desk={desk && x(desk.title)}
                          open={view.figure === tile.measure && (view.by ?? null) === tile.by}
                        />
                      ))}
                    </div>
                  </section>
                ))}
              </div>
              {view.figure && <FigurePanel id={view.figure} view={view} onView={onView} />}
            </div>
          </div>
        );
      }}
    </Load>
  );
}
