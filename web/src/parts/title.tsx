import { type ReactNode, useEffect } from 'react';

/** The page's one h1, its name in the browser, and what stands over and beside it. */
export function Title({
  children,
  over,
  end,
  under,
  name,
}: {
  children: ReactNode;
  over?: ReactNode;
  end?: ReactNode;
  under?: ReactNode;
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
        {under}
      </div>
      {end && <div className="title-end">{end}</div>}
    </div>
  );
}
