import { type ReactNode, useEffect } from 'react';

/** The page's one h1, its name in the browser, and what stands over and beside it. */
export function Title({
  children,
  over,
  end,
  name,
}: {
  children: ReactNode;
  over?: ReactNode;
  end?: ReactNode;
  name: string;
}) {
  useEffect(() => {
    document.title = `${name} · Custos`;
  }, [name]);
  return (
    <div className="title">
      <div>
        {over && <p className="meta">{over}</p>}
        <h1>{children}</h1>
      </div>
      {end && <div className="title-end">{end}</div>}
    </div>
  );
}
