import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { reads } from '../api.ts';
import { ProcedureMap } from '../parts/procedure-map.tsx';
import { Load } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import { useWords } from '../words.tsx';

const route = getRouteApi('/shell/law/$id/map');

/** The whole procedure as a picture; an act leads to its text. */
export function ProcedureMapPage() {
  const { t, x } = useWords();
  const { id } = route.useParams();
  const go = useNavigate();
  const law = useQuery(reads.law());
  const map = useQuery(reads.procedureMap(id));
  const found = law.data?.find((l) => l.id === id);
  const title = found ? x(found.title) : id;
  return (
    <div className="page">
      <Title
        name={title}
        over={
          <Link to="/law/$id" params={{ id }}>
            {title}
          </Link>
        }
      >
        {t('map.of', { name: title })}
      </Title>
      <Load query={map}>
        {(shape) => (
          <div className="card case-map">
            <ProcedureMap
              map={shape}
              whole
              onOpen={(node) => void go({ to: '/law/$id', params: { id }, hash: node.act })}
            />
          </div>
        )}
      </Load>
    </div>
  );
}
