import { isOperation, operations, type Args, type OperationName } from '@roost/protocol/registry';
import type { Item, LoggedEvent, Outcome } from '../log/item.ts';
import { Reject } from '../reject.ts';
import { argsHash, postHash } from './argsHash.ts';
import { caughtUp } from './caughtUp.ts';
import type { Identity } from './identity.ts';
import { RateLimits, usualRates, type Rates } from './rateLimits.ts';
import { validate } from './validation.ts';
import type { Again, AnyVerb, Call, CommandVerb, DirectVerb, Plan, World } from './verb.ts';

/** What an operation answered. */
export interface Answer {
  value: unknown;
  /** The same as JSON, where the log has just written it: whoever sends it need not make it again. */
  json?: string | undefined;
}

/** Calls an operation by name. Every door ends here. Throws `Reject`; anything else that it throws is a bug. */
export type Dispatch = (name: string, args: unknown, call: Call, key?: string) => Promise<Answer>;

type Key = NonNullable<Item['key']>;
type Repeated = Extract<Outcome, { type: 'repeated' | 'conflict' }>;
type Noted = Call & { consulted: Set<string> };
type AnyPlan = { plan: CommandVerb<OperationName>; again: Again<OperationName> | undefined };

const MAX_ATTEMPTS = 8;
const KEY_FORM = /^[\x21-\x7e]{1,64}$/;

/**
 * One way for every operation [O1]: known? allowed at all (access, scope)? not too often? well-formed? Then the verb decides, and what
 * a command intends goes to the log: again when the rules moved under it [L3], once per idempotency key [O4].
 */
export function makeDispatch(world: World, verbs: readonly AnyVerb[], rates: Rates = usualRates): Dispatch {
  const byName = new Map<string, AnyVerb>(verbs.map((verb) => [verb.name, verb]));
  const rateLimits = new RateLimits(rates, world.now);
  return async (name, given, call, key) => {
    const verb = byName.get(name);
    if (!isOperation(name) || !verb)
      throw new Reject('unknown_operation', `There is no operation ${name.slice(0, 64)}.`);
    const args = given ?? {};
    checkAccess(name, call.identity);
    rateLimits.take(operations[name].rate, { identity: call.identity, address: call.door.address });
    validate(name, args);
    if (verb.type === 'direct')
      return { value: await run(world, name, verb.run as DirectVerb<OperationName>, call, args) };
    const naming = keyOf(world, name, call, args, key);
    const idempotency = naming instanceof Promise ? await naming : naming;
    return await carryOut(world, verb as unknown as AnyPlan, call, args, idempotency);
  };
}

function checkAccess(name: OperationName, identity: Identity | null): void {
  const { access, scope } = operations[name];
  if (access === 'public') return;
  if (!identity) throw new Reject('unauthenticated', 'Sign in first.');
  if (access === 'account' && identity.kind !== 'account') {
    throw new Reject('forbidden', 'Only a person who is signed in may do this.');
  }
  if (identity.kind === 'bot' && !identity.scopes.includes(scope)) {
    throw new Reject('forbidden', `The token lacks the scope ${scope}.`);
  }
}

/** A post is named by its author's `clientId`; every other command by the key that came with it. */
function keyOf(
  world: World,
  name: OperationName,
  call: Call,
  args: unknown,
  key: string | undefined,
): Key | null | Promise<Key | null> {
  const subject = call.identity?.subject;
  if (!subject || !operations[name].keyed) return null;
  if (name === 'message.post') return postKey(world, subject, args as Args<'message.post'>);
  if (key === undefined) return null;
  if (!KEY_FORM.test(key)) {
    throw new Reject('invalid', 'key must be 1 to 64 visible ASCII characters', { field: 'key' });
  }
  return { author: subject, key, argsHash: argsHash(name, args) };
}

function postKey(world: World, subject: string, args: Args<'message.post'>): Key | null | Promise<Key | null> {
  const key = (author: string) => ({ author, key: args.clientId, argsHash: postHash(args) });
  const known = world.rules.ifKnown(args.channel, subject);
  if (known) return key(known.user.id);
  return findAuthor(world, subject, args.channel).then((author) => (author === null ? null : key(author)));
}

async function findAuthor(world: World, subject: string, channel: string): Promise<string | null> {
  const found = await world.rules.ofChannel(channel);
  return (found && (await world.rules.userIn(found.rules.workspace, subject))?.id) ?? null;
}

function run(
  world: World,
  name: OperationName,
  verb: DirectVerb<OperationName>,
  call: Call,
  args: unknown,
): Promise<unknown> {
  if (operations[name].kind === 'command') return verb(world, call, args as never);
  return onPresentRules(world, call, (noted) => verb(world, noted, args as never));
}

const goByRules: ReadonlySet<string> = new Set(['not_found', 'forbidden', 'archived', 'last_owner', 'conflict']);

/** A refusal counts only by the present rules: another server may have changed them, and its announcement is on the way. */
async function onPresentRules<T>(world: World, call: Call, attempt: (call: Call) => Promise<T>): Promise<T> {
  const noted = noting(call);
  try {
    return await attempt(noted);
  } catch (error) {
    if (!(await wasBehind(world, noted, error))) throw error;
    return attempt(call);
  }
}

function noting({ identity, door }: Call): Noted {
  return { identity, door, consulted: new Set() };
}

/** Whether that went by rules which were not the present ones. They are by now. */
async function wasBehind(world: World, { consulted }: Noted, error: unknown): Promise<boolean> {
  if (!(error instanceof Reject) || !goByRules.has(error.code)) return false;
  const behind = await Promise.all([...consulted].map((workspace) => world.rules.catchUp(workspace)));
  return behind.includes(true);
}

async function carryOut(world: World, verb: AnyPlan, call: Call, args: unknown, key: Key | null): Promise<Answer> {
  const noted = noting(call);
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    let plan: Plan<unknown>;
    try {
      plan = await verb.plan(world, noted, args as never);
    } catch (error) {
      const otherwise = await refusedOrNot(world, verb, noted, args, key, error);
      if (otherwise.type === 'repeated') return { value: await answerAgain(world, verb, call, otherwise.outcome) };
      plan = otherwise.plan;
    }
    const { item, answer, taken } = plan;
    if (!item) return answerWithoutItem(world, verb, call, key, answer);
    const outcome = await world.log.append(key ? named(item, key, plan) : item);
    if (outcome.type === 'committed') return answerOf(answer, outcome.events);
    if (outcome.type === 'stale') await caughtUp(world, item.checked);
    else if (outcome.type === 'conflict' && outcome.reason === 'unique') refuseTaken(taken, outcome.constraint);
    else return { value: await answerAgain(world, verb, call, outcome) };
  }
  throw new Reject('busy', 'The rules kept changing meanwhile. Try again.');
}

type Planned = { type: 'planned'; plan: Plan<unknown> } | { type: 'repeated'; outcome: Repeated };

/**
 * What becomes of a plan that was refused: it is made again if the rules were behind, and a repetition of what took effect is
 * answered before permissions, or a state that it has itself brought about, speak.
 */
async function refusedOrNot(
  world: World,
  verb: AnyPlan,
  call: Noted,
  args: unknown,
  key: Key | null,
  refused: unknown,
): Promise<Planned> {
  let error = refused;
  if (await wasBehind(world, call, error)) {
    try {
      return { type: 'planned', plan: await verb.plan(world, call, args as never) };
    } catch (again) {
      error = again;
    }
  }
  const outcome = error instanceof Reject && key && (await world.log.lookup(key));
  if (!outcome) throw error;
  return { type: 'repeated', outcome };
}

async function answerWithoutItem(
  world: World,
  verb: AnyPlan,
  call: Call,
  key: Key | null,
  answer: Plan<unknown>['answer'],
): Promise<Answer> {
  const outcome = key && (await world.log.lookup(key));
  return { value: await (outcome ? answerAgain(world, verb, call, outcome) : answer([])) };
}

function answerOf(answer: Plan<unknown>['answer'], events: LoggedEvent[]): Answer | Promise<Answer> {
  const value = answer(events);
  if (value instanceof Promise) return value.then((awaited: unknown) => ({ value: awaited }));
  const first = events[0];
  return { value, json: first && value === first.data ? first.json : undefined };
}

function named(item: Item, key: Key, plan: Plan<unknown>): Item {
  const { events, checked, guards, touches, alongside } = item;
  if (plan.keep === 'event') return { events, key, checked, guards, touches, alongside };
  const keep = (events: LoggedEvent[]): unknown => {
    const answer = plan.answer(events);
    if (answer instanceof Promise) throw new TypeError('an answer that is kept must be synchronous');
    return answer;
  };
  return { events, key, checked, guards, touches, alongside, keep };
}

function answerAgain(world: World, verb: AnyPlan, call: Call, outcome: Repeated): Promise<unknown> | unknown {
  if (outcome.type === 'conflict')
    throw new Reject('conflict', 'This key was used for another command.', { field: 'key' });
  if (outcome.kept !== null && outcome.kept !== undefined) return outcome.kept;
  return verb.again ? verb.again(world, call, outcome.event) : outcome.event.data;
}

function refuseTaken(taken: Plan<unknown>['taken'], constraint: string | undefined): void {
  const verdict = taken?.(constraint ?? '') ?? new Reject('conflict', 'This name is taken.');
  if (verdict !== 'again') throw verdict;
}
