import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import fastify, { LogController } from 'fastify';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { limits } from '@roost/protocol/limits';
import { Proxies } from './doors/caller.ts';
import { endSilence, patience, refuseBytes, registerForm } from './doors/http/connections.ts';
import { cookieForm } from './doors/http/cookies.ts';
import { registerHealth } from './doors/http/health.ts';
import { registerMetrics } from './doors/http/metrics.ts';
import { OriginRule } from './doors/http/origin.ts';
import { registerRoutes } from './doors/http/routes.ts';
import { registerStreams } from './doors/http/streams.ts';
import { refuseAddress, registerWebClient } from './doors/http/webClient.ts';
import { refusingInOutages } from './doors/outages.ts';
import { forReaders } from './doors/readers.ts';
import { Backlog } from './doors/socket/backlog.ts';
import { frameRate } from './doors/socket/flood.ts';
import type { FrameRate } from './doors/socket/flood.ts';
import { Gateway, SWEEP_MS } from './doors/socket/gateway.ts';
import { usualAdmission } from './doors/socket/turnstile.ts';
import type { Admission } from './doors/socket/turnstile.ts';
import { Turn } from './doors/socket/wire.ts';
import { Resumer } from './doors/socket/resume.ts';
import { limitTries } from './doors/tokenTries.ts';
import { openIdentity } from './domain/accounts/identityParts.ts';
import type { IdentityParts } from './domain/accounts/identityParts.ts';
import type { Passwords } from './domain/accounts/passwords.ts';
import { identityGuards, identityProjections, identityVerbs } from './domain/accounts/registrations.ts';
import { makeDispatch } from './domain/dispatch.ts';
import type { Dispatch } from './domain/dispatch.ts';
import { MembershipIndex } from './domain/members/membershipIndex.ts';
import { realEvery } from './domain/logins/revocations.ts';
import type { Every } from './domain/logins/revocations.ts';
import { usualRates } from './domain/rateLimits.ts';
import type { Rates } from './domain/rateLimits.ts';
import { guards, projections, verbs } from './domain/registrations.ts';
import { SeenBook } from './domain/seen/seenBook.ts';
import { tasksOf } from './domain/tasks.ts';
import type { World } from './domain/verb.ts';
import { audit } from './fanout/audit.ts';
import { busMemory } from './fanout/busMemory.ts';
import { newCounters } from './fanout/counters.ts';
import { Gate, POLL_MS } from './fanout/gate.ts';
import { Hub } from './fanout/hub.ts';
import { Presence } from './fanout/presence.ts';
import { Typing } from './fanout/typing.ts';
import type { MailConfig } from './config.ts';
import { openSmtp } from './mail/smtp.ts';
import { openLog } from './log/append.ts';
import type { Log } from './log/item.ts';
import { withPosition } from './log/snapshot.ts';
import type { Met } from './log/snapshot.ts';
import { openDatabase } from './storage/database.ts';
import { isOutage } from './storage/outage.ts';
import type { Database } from './storage/database.ts';
import { openSql } from './storage/sql.ts';
import { startJobs } from './jobs/queue.ts';
import { upkeep, UPKEEP_EVERY_MS } from './upkeep.ts';

/*
 * The wiring, all of it and nothing else: database → log → domain → fan-out → doors. Every part is made once, here, and is given what
 * it stands on by name.
 */

export interface AppOptions {
  databaseUrl: string;
  /** The public base URL; null: whatever address people use. */
  url: string | null;
  /** Where people find the server when a request does not say; for links. */
  fallbackUrl: string;
  trustedProxies: readonly string[];
  /** Folder of the built web client. */
  webFolder: string;
  logger: FastifyBaseLogger;
  rates?: Rates;
  frames?: FrameRate;
  admission?: Admission;
  /** Milliseconds since 1970. */
  now?: () => number;
  every?: Every;
  /** Absent: hashed at the usual cost. */
  passwords?: Passwords;
  /** How e-mail leaves; absent: not at all. */
  mail?: MailConfig | null;
}

export interface App {
  http: FastifyInstance;
  log: Log;
  database: Database;
  identity: IdentityParts;
  dispatch: Dispatch;
  gateway: Gateway;
  /** Stops taking connections, asks everybody to come back, finishes what is under way. */
  close(): Promise<void>;
}

const DRAIN_WITHIN_MS = 5_000;
const SEEN_EVERY_MS = 5_000;

/** Builds the server on a migrated database. It does not listen yet. */
export async function buildApp(options: AppOptions): Promise<App> {
  const core = await openCore(options);
  const { database, log, identity, dispatch } = core;
  const fan = fanOut(core);
  const { http, gateway, health } = await openDoors(options, core, fan);
  const jobs = startJobs({ databaseUrl: options.databaseUrl, tasks: tasksOf(core.world), logger: options.logger });
  const stopTimers = startTimers(options.every ?? realEvery, core, fan.gate, gateway);
  return {
    http,
    log,
    database,
    identity,
    dispatch,
    gateway,
    async close() {
      health.drain();
      fan.presence.end();
      await gateway.drain(DRAIN_WITHIN_MS, wait);
      await Promise.race([http.close(), wait(DRAIN_WITHIN_MS).then(() => http.server.closeAllConnections())]);
      for (const stop of stopTimers) stop();
      await jobs.close();
      await core.seen.flush({ all: true }).catch(() => {}); // Nobody waits for it, and the database may be gone.
      await log.close();
      core.mail?.close();
      await identity.close();
      await database.close();
    },
  };
}

/** Everything behind the doors. */
interface Core extends Pick<App, 'database' | 'log' | 'identity' | 'dispatch'> {
  rules: MembershipIndex;
  /** What the domain tells and asks those who are connected. */
  readers: { met: Met; isHere: (user: string) => boolean; activeBy: (user: string) => ReadonlySet<string> };
  seen: SeenBook;
  world: World;
  now: () => number;
  logger: FastifyBaseLogger;
  mail: ReturnType<typeof openSmtp> | null;
}

async function openCore({
  databaseUrl,
  logger,
  rates = usualRates,
  now = Date.now,
  passwords,
  mail: mailing,
}: AppOptions): Promise<Core> {
  const database = openDatabase(databaseUrl);
  const log = await openLog({
    sql: database.sql,
    connect: () => openSql(databaseUrl, 1),
    projections: [...projections, ...identityProjections],
    guards: [...guards, ...identityGuards],
    now,
    logger,
  });
  const identity = await openIdentity(database, now, { ...(passwords && { passwords }) });
  const mail = mailing ? openSmtp(mailing, logger) : null;
  // Fan-out stands on all this; until it is there nobody is connected.
  const readers: Core['readers'] = { met: async () => {}, isHere: () => false, activeBy: () => new Set() };
  const met: Met = (heads) => readers.met(heads);
  const rules = new MembershipIndex({
    sql: database.sql,
    withPosition: (sql, streams, body) => withPosition(sql, streams, body, met),
  });
  const isHere = (user: string) => readers.isHere(user);
  const activeBy = (user: string) => readers.activeBy(user);
  const seen = new SeenBook(database.sql, now);
  const world: World = { log, rules, database, now, met, isHere, activeBy, seen };
  const dispatch = makeDispatch(world, [...verbs, ...identityVerbs(identity, mail)], rates);
  return { database, log, identity, dispatch, rules, readers, seen, world, now, logger, mail };
}

async function openDoors(options: AppOptions, core: Core, fan: Fan) {
  const { identity, rules, log, now, logger } = core;
  const { gate, hub, counters } = fan;
  const { accessTokens } = identity;
  const dispatch = refusingInOutages(core.dispatch);
  const authenticate = refusingInOutages(limitTries(accessTokens, now));
  const onBug = (error: unknown, about: object): void =>
    isOutage(error)
      ? logger.warn({ reason: (error as Error).message, ...about }, 'The database cannot be reached.')
      : logger.error({ err: error, ...about }, 'a bug');
  const proxies = new Proxies(options.trustedProxies);
  const origins = new OriginRule(options.url);
  const where = { origins, proxies, fallbackUrl: options.fallbackUrl };
  const resumer = new Resumer({ gate, hub, rules, log, counters });
  const backlog = new Backlog();
  const gateway = new Gateway({
    ...where,
    world: {
      ...fan,
      dispatch,
      authenticate: forReaders((token: string) => accessTokens.authenticate(token)),
      rules,
      resumer,
      frameRate: options.frames ?? frameRate,
      backlog,
      now,
      onBug,
    },
    authenticate: forReaders(authenticate),
    revocations: identity.revocations,
    admission: options.admission ?? usualAdmission,
    turn: fan.turn,
    random: Math.random,
  });
  const http = fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: 'idle',
    bodyLimit: limits.frameBytes,
    ...patience,
    clientErrorHandler: refuseBytes,
    frameworkErrors: (_error, request, reply) => refuseAddress(request, reply),
  });
  endSilence(http.server);
  registerForm(http);
  const health = registerHealth(http, () => core.database.sql`select 1`);
  registerMetrics(http, { counters, sessions: () => gateway.size, backlog: () => backlog.size });
  const cookie = cookieForm(options.url, identity.instance);
  registerStreams(http, { ...where, gateway, authenticate: forReaders(authenticate), cookie, turn: fan.turn, now });
  registerRoutes(http, { ...where, dispatch, authenticate, cookie, onBug });
  await registerWebClient(http, options.webFolder);
  gateway.listen(http.server);
  return { http, gateway, health };
}

function startTimers(every: Every, core: Core, gate: Gate, gateway: Gateway): (() => void)[] {
  const { database, identity, seen, logger, now } = core;
  const warn = (error: unknown, message: string): void => logger.warn({ err: error }, message);
  const deps = { sql: database.sql, refreshTokens: identity.refreshTokens, now, warn };
  return [
    every(POLL_MS, () => void gate.poll().catch((error: unknown) => warn(error, 'cannot read the heads of the log'))),
    every(SWEEP_MS, () => gateway.sweep()),
    every(UPKEEP_EVERY_MS, () => void upkeep(deps)),
    every(SEEN_EVERY_MS, () => void seen.flush().catch((error: unknown) => warn(error, 'cannot write who was here'))),
  ];
}

type Fan = ReturnType<typeof fanOut>;

function fanOut({ log, rules, readers, seen, now, logger }: Core) {
  const counters = newCounters();
  const turn = new Turn();
  const loaded = (workspace: string) => rules.ifLoaded(workspace);
  const later = (run: () => void, ms: number): void => void setTimeout(run, ms);
  const hub = new Hub({
    rules,
    counters,
    now: () => Math.floor(performance.now()),
    soon(run) {
      setImmediate(() => {
        run();
        turn.end();
      });
    },
    straight: (deliver) => turn.straight(deliver),
    later,
    sample: audit({
      rules,
      counters,
      every: 997,
      onMismatch: (stream, seq, user) => logger.error({ stream, seq, user }, 'an event had the wrong receivers'),
    }),
  });
  const gate = new Gate({
    log,
    hub,
    indexed: async (workspace) => (await rules.of(workspace)).seq,
    indexedNow: (workspace) => rules.ifLoaded(workspace)?.seq,
    forget: (stream) => rules.forget(stream),
    counters,
    now,
    later,
    onError: (error, stream) => logger.error({ err: error, stream }, 'cannot announce'),
  });
  readers.met = (heads) => gate.met(heads);
  const bus = busMemory();
  bus.onBatch((stream, events, head) => gate.receive(stream, events, head));
  log.onCommitted((stream, events, head) => {
    counters.committed += events.length;
    bus.publish(stream, events, head);
  });
  const presence = new Presence(loaded, now, (user, atMs) => seen.note(user, atMs));
  readers.activeBy = (user) => presence.activeBy(user);
  readers.isHere = (user) => presence.stateOf(user) === 'active';
  return { turn, counters, hub, gate, presence, typing: new Typing(loaded, now) };
}

/** The web client's folder in a checkout or an installation. */
export const webFolderOf = (root: string): string => join(root, 'apps/web/dist');
