import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { reads } from '../api.ts';
import { Around } from '../parts/around.tsx';
import { SelectField } from '../parts/fields.tsx';
import { ProcedureMap } from '../parts/procedure-map.tsx';
import { Load } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import type { ProcedureMap as MapShape } from '../shapes.ts';
import { useWords } from '../words.tsx';

const route = getRouteApi('/shell/law/$id/map');

/** A procedure act by act: what leads to one and what it leads to. The whole of it, as a picture, is folded below. */
export function ProcedureMapPage() {
  const { t, x } = useWords();
  const { id } = route.useParams();
  const law = useQuery(reads.law());
  const map = useQuery(reads.procedureMap(id));
  const found = law.data?.find((l) => l.id === id);
  const title = found ? x(found.title) : id;
  return (
    <div className="page">
      <Title
        name={t('map.of', { name: title })}
        over={
          <Link to="/law/$id" params={{ id }}>
            {title}
          </Link>
        }
      >
        {t('map.of', { name: title })}
      </Title>
      <Load query={map} rows={8}>
        {(shape) => <ActByAct id={id} map={shape} />}
      </Load>
    </div>
  );
}

function ActByAct({ id, map }: { id: string; map: MapShape }) {
  const { t, x } = useWords();
  const search = route.useSearch();
  const go = route.useNavigate();
  const away = useNavigate();
  const [whole, setWhole] = useState(false);
  const first = map.nodes.find((n) => n.state === 'may')?.id ?? map.nodes[0]?.id ?? '';
  const act = map.nodes.some((n) => n.id === search.act) && search.act ? search.act : first;
  const focus = (next: string) => void go({ search: { act: next }, resetScroll: false });
  return (
    <>
      <div className="around-choose toolbar">
        <SelectField
          label={t('around.choose')}
          options={map.nodes.map((n) => ({ value: n.id, title: x(n.title) }))}
          value={act}
          onChange={focus}
        />
      </div>
      <Around map={map} procedure={id} act={act} onAct={focus} />
      <details className="card case-map toolbar" open={whole} onToggle={(e) => setWhole(e.currentTarget.open)}>
        <summary>
          <h2>{t('map.whole')}</h2>
        </summary>
        {whole && (
          <ProcedureMap
            map={map}
            whole
            onOpen={(node) => void away({ to: '/law/$id', params: { id }, hash: node.act })}
          />
        )}
      </details>
    </>
  );
}
