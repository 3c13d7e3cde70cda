/**
 * Door of the server: HTTP over the rooms. See README.md.
 *
 *   startServer(config): Promise<Server | StartRefusal>   opens the rooms, listens, gives {url, close}
 *   buildApp(deps)                                        the server as a function of requests, for tests
 *   answeringIn(dir): Promise<Runtime | null>             the server that runs on a folder: url and local token
 *   App                                                   the type of all routes, for a typed client
 */
export { type App, buildApp, packageLimit } from './app.ts';
export {
  defaultDir,
  defaultPort,
  defaults,
  demoDir,
  packDir,
  type ServerConfig,
  type StartRefusal,
  type WhichStore,
  webDir,
} from './config.ts';
export type { Deps } from './deps.ts';
export { answeringIn, type Runtime, runningIn } from './runtime.ts';
export { type Server, startServer } from './start.ts';
