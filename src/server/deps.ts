import type { Access, DemoPerson, schemas } from '#access/index.ts';
import type { Casework, OfficeProfile } from '#casework/index.ts';
import type { LawPack } from '#law/index.ts';
import type { Catalogue, Figures } from '#measures/index.ts';
import type { Oversight } from '#oversight/index.ts';
import type { Publications, Template } from '#report/index.ts';
import type { Board } from './boards.ts';
import type { Words } from './env.ts';
import type { EventHub } from './events.ts';

/** One line for each request, without personal data: the route's pattern, never the address itself. */
export type RequestLine = {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly ms: number;
  readonly id: string;
};
export type Log = {
  readonly request: (line: RequestLine) => void;
  readonly error: (id: string, error: unknown) => void;
};

/** Everything the routes use. Rooms come opened; `wiring.ts` opens them. */
export type Deps = {
  readonly access: Access;
  readonly casework: Casework;
  readonly pack: LawPack;
  readonly oversight: Oversight;
  readonly figures: Figures;
  /** Names and definitions that figures are counted by. */
  readonly catalogue: Catalogue;
  /** Texts of reports, of the pack. */
  readonly report: readonly Template[];
  readonly boards: readonly Board[];
  readonly publications: Publications;
  readonly offices: readonly OfficeProfile[];
  readonly demo: { readonly people: readonly DemoPerson[]; readonly accounts: readonly schemas.DemoAccount[] } | null;
  /** Which store, and what it survives. */
  readonly store: Words;
  readonly events: EventHub;
  /** ms UTC. */
  readonly clock: () => number;
  /** Hosts that requests may name, with `:*` for any port; see security.ts. */
  readonly hosts: readonly string[];
  readonly https: boolean;
  /** Take the address of the client from this header (a proxy of one's own sets it); else from the socket. */
  readonly clientFrom: string | null;
  /** Lets the `custos` command of the same machine read figures. */
  readonly localToken: string;
  /** Folder of the built pages; null: none. */
  readonly web: string | null;
  readonly version: string;
  readonly log: Log;
};
