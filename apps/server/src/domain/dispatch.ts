import { isOperation, operations, type OperationName } from '@roost/protocol/registry';
import type { Item, Outcome } from '../log/item.ts';
import { Reject } from '../reject.ts';
import { argsHash } from './argsHash.ts';
import type { Identity } from './identity.ts';
import { RateLimits, usualRates, type Rates } from './rateLimits.ts';
import { validate } from './validation.ts';
import type { Again, AnyVerb, Call, CommandVerb, DirectVerb, Plan, World } from './verb.ts';

/** Calls an operation by name. Every door ends here. Throws `Reject`; anything else that it throws is a bug. */
export type Dispatch = (name: string, args: unknown, call: Call, key?: string) => Promise<unknown>;

type Key = NonNullable<Item['key']>;
type Repeated = Extract<Outcome, { type: 'repeated' | 'conflict' }>;
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
    const credential = call.identity?.credential ?? null;
    rateLimits.take(operations[name].rate, { credential, address: call.door.address });
    validate(name, args);
    if (verb.type === 'direct') return run(world, name, verb.run as DirectVerb<OperationName>, call, args);
    return carryOut(world, verb as unknown as AnyPlan, call, args, await keyOf(world, name, call, args, key));
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
async function keyOf(world: World, name: OperationName, call: Call, args: unknown, key?: string): Promise<Key | null> {
  const subject = call.identity?.subject;
  if (!subject || !operations[name].keyed) return null;
  if (name === 'message.post') return postKey(world, subject, args as { channel: string; clientId: string });
  if (key === undefined) return null;
  if (!KEY_FORM.test(key)) {
    throw new Reject('invalid', 'key must be 1 to 64 visible ASCII characters', { field: 'key' });
  }
  return { author: subject, key, argsHash: argsHash(name, args) };
}

async function postKey(
  world: World,
  subject: string,
  args: { channel: string; clientId: string },
): Promise<Key | null> {
  const found = await world.rules.ofChannel(args.channel);
  const author = found && (await world.rules.userIn(found.rules.workspace, subject));
  return author ? { author: author.id, key: args.clientId, argsHash: argsHash('message.post', args) } : null;
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
  const consulted = new Set<string>();
  try {
    return await attempt({ ...call, consulted });
  } catch (error) {
    if (!(error instanceof Reject) || !goByRules.has(error.code)) throw error;
    const behind = await Promise.all([...consulted].map((workspace) => world.rules.catchUp(workspace)));
    if (!behind.includes(true)) throw error;
    return attempt(call);
  }
}

async function carryOut(world: World, verb: AnyPlan, call: Call, args: unknown, key: Key | null): Promise<unknown> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const plan = await planOrRepeat(world, verb, call, args, key);
    if (plan.type === 'repeated') return answerAgain(world, verb, call, plan.outcome);
    const { item, answer, taken } = plan.plan;
    if (!item) return answer([]);
    const outcome = await world.log.append({ ...item, ...(key && { key, ...keeping(plan.plan) }) });
    if (outcome.type === 'committed') return answer(outcome.events);
    if (outcome.type === 'stale') await caughtUp(world, item.checked);
    else if (outcome.type === 'conflict' && outcome.reason === 'unique') refuseTaken(taken, outcome.constraint);
    else return answerAgain(world, verb, call, outcome);
  }
  throw new Reject('busy', 'The rules kept changing meanwhile. Try again.');
}

type Planned = { type: 'planned'; plan: Plan<unknown> } | { type: 'repeated'; outcome: Repeated };

/** A repetition of what took effect is answered before permissions, or a state that it has itself brought about, speak. */
async function planOrRepeat(world: World, verb: AnyPlan, call: Call, args: unknown, key: Key | null): Promise<Planned> {
  let plan: Plan<unknown>;
  try {
    plan = await onPresentRules(world, call, (noted) => verb.plan(world, noted, args as never));
  } catch (error) {
    if (!(error instanceof Reject)) throw error;
    const outcome = key && (await world.log.lookup(key));
    if (!outcome) throw error;
    return { type: 'repeated', outcome };
  }
  const outcome = key && !plan.item ? await world.log.lookup(key) : null;
  return outcome ? { type: 'repeated', outcome } : { type: 'planned', plan };
}

function keeping(plan: Plan<unknown>): Pick<Item, 'keep'> {
  if (plan.keep === 'event') return {};
  return {
    keep: (events) => {
      const answer = plan.answer(events);
      if (answer instanceof Promise) throw new TypeError('an answer that is kept must be synchronous');
      return answer;
    },
  };
}

function answerAgain(world: World, verb: AnyPlan, call: Call, outcome: Repeated): Promise<unknown> | unknown {
  if (outcome.type === 'conflict')
    throw new Reject('conflict', 'This key was used for another command.', { field: 'key' });
  if (outcome.kept !== null && outcome.kept !== undefined) return outcome.kept;
  return verb.again ? verb.again(world, call, outcome.event) : outcome.event.data;
}

async function caughtUp(world: World, checked: Item['checked']): Promise<void> {
  const heads = await world.log.heads(checked.map(({ stream }) => stream));
  const behind = checked.flatMap(({ stream, rulesRev }) => {
    const now = heads.get(stream)?.rulesRev ?? 0;
    return now > rulesRev ? [world.rules.reaching(stream, now)] : [];
  });
  await Promise.all(behind);
}

function refuseTaken(taken: Plan<unknown>['taken'], constraint: string | undefined): void {
  const verdict = taken?.(constraint ?? '') ?? new Reject('conflict', 'This name is taken.');
  if (verdict !== 'again') throw verdict;
}
