/** Sign-in by better-auth on the same database: email and password, sessions in a cookie, an optional second factor. */
import { randomUUID } from 'node:crypto';
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { twoFactor } from 'better-auth/plugins';
import type { Store } from '#ledger/index.ts';
import { authTables } from './tables.ts';
import { passwordLength } from './types.ts';

export type SignInSettings = {
  /** At least 32 characters; signs the cookies. */
  readonly secret: string;
  /** Cookies only over https; true when the address that people use begins with https. */
  readonly https: boolean;
  /** Hosts under which people reach the server, with wildcards: `127.0.0.1:*`, `custos.example.org`. */
  readonly hosts: readonly string[];
  /** Sign-ins tried from one address in a minute; 30. */
  readonly triesPerMinute?: number;
};

/** Only the server sets this header, from the socket (or from the proxy it was told to trust); see server/client.ts. */
export const clientHeader = 'x-custos-client';

/** The parts of better-auth that are served; everything else of it answers 404. */
export const servedPaths = [
  '/sign-in/email',
  '/sign-out',
  '/get-session',
  '/change-password',
  '/two-factor/enable',
  '/two-factor/disable',
  '/two-factor/verify-totp',
  '/two-factor/verify-backup-code',
] as const;

export async function openSignIn(
  store: Pick<Store, 'db'>,
  settings: SignInSettings,
  mayHaveSession: (person: string) => Promise<boolean>,
) {
  if (settings.secret.length < 32) throw new Error('access: the secret must have at least 32 characters');
  const scheme = settings.https ? 'https' : 'http';
  const options = {
    appName: 'Custos',
    basePath: '/api/auth',
    baseURL: {
      allowedHosts: [...settings.hosts],
      protocol: scheme,
      fallback: `${scheme}://${(settings.hosts[0] ?? '127.0.0.1').replace(':*', '')}`,
    },
    trustedOrigins: settings.hosts.map((host) => `${scheme}://${host}`),
    secret: settings.secret,
    telemetry: { enabled: false },
    database: { db: store.db, type: 'postgres' },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordLength[0],
      maxPasswordLength: passwordLength[1],
    },
    user: { modelName: authTables.user },
    session: {
      modelName: authTables.session,
      expiresIn: 12 * 3600,
      updateAge: 3600,
      cookieCache: { enabled: false },
    },
    account: { modelName: authTables.account, accountLinking: { enabled: false } },
    verification: { modelName: authTables.verification },
    plugins: [twoFactor({ issuer: 'Custos', twoFactorTable: authTables.twoFactor })],
    rateLimit: {
      enabled: true,
      window: 60,
      max: 600,
      storage: 'memory',
      customRules: {
        '/sign-in/email': { window: 60, max: settings.triesPerMinute ?? 30 },
        '/change-password': { window: 60, max: 10 },
        '/two-factor/*': { window: 60, max: 10 },
      },
    },
    advanced: {
      useSecureCookies: settings.https,
      disableCSRFCheck: false,
      disableOriginCheck: false,
      cookiePrefix: 'custos',
      defaultCookieAttributes: { httpOnly: true, sameSite: 'strict', path: '/' },
      ipAddress: { ipAddressHeaders: [clientHeader] },
      database: { generateId: () => randomUUID() },
    },
    databaseHooks: {
      session: { create: { before: async (session: { userId: string }) => mayHaveSession(session.userId) } },
    },
    logger: { disabled: true },
  } as const satisfies Parameters<typeof betterAuth>[0];
  const plan = await getMigrations(options);
  await plan.runMigrations();
  const auth = betterAuth(options);
  const context = await auth.$context;
  return { auth, context };
}

export type SignIn = Awaited<ReturnType<typeof openSignIn>>;
