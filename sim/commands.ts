import type { Report } from './checker.ts';
import type { Device } from './device.ts';
import type { Hand } from './hand.ts';
import { messageOf, type Fact, type History } from './history.ts';
import type { Commanded } from './witness.ts';

/*
 * What was commanded, beside what the log says: each command took effect once at most, however often it came [O4]; what was
 * acknowledged took effect [L2]; and nobody is in the log with what they did not say.
 */

const EFFECTS: Readonly<Record<string, string>> = {
  'message.edit': 'message.edited',
  'message.delete': 'message.deleted',
  'reaction.add': 'reaction.added',
  'reaction.remove': 'reaction.removed',
  'poll.vote': 'poll.voted',
  'message.acknowledge': 'message.acknowledged',
};

export function checkCommands(devices: readonly Device[], hand: Hand, history: History, report: Report): void {
  checkEffects(devices, hand, history, report);
  checkAuthors(devices, hand, history, report);
  checkHand(hand, history, report);
}

function checkEffects(devices: readonly Device[], hand: Hand, history: History, report: Report): void {
  const facts = new Map<string, Fact[]>();
  for (const fact of history.facts) {
    const effect = effectOf(fact);
    if (effect !== null) facts.set(effect, [...(facts.get(effect) ?? []), fact]);
  }
  const commands = new Map<string, Commanded[]>();
  const said = devices.map(({ witness, login }) => ({ user: login.user, all: [...witness.commanded.values()] }));
  for (const { user, all } of [...said, { user: hand.login.user, all: hand.commanded }])
    for (const command of all) {
      const effect = intendedBy(command, user);
      if (effect !== null) commands.set(effect, [...(commands.get(effect) ?? []), command]);
    }
  checkRepetitions(devices, commands, facts, history, report);
  for (const [effect, { length }] of facts) {
    const meant = commands.get(effect)?.length ?? 0;
    if (length > meant)
      report(meant === 0 ? 'phantom' : 'duplicated', `${effect} took effect ${length} times, commanded ${meant} times`);
  }
  for (const [effect, all] of commands)
    for (const { name, args, acknowledged } of all)
      if (acknowledged && !tookEffect(name, args, facts.get(effect) ?? [], history))
        report('lost', `${effect} was acknowledged: ${JSON.stringify(args)}`);
}

/**
 * What was done is not refused when it comes again, but to who may not see its message any more [O4]. A reaction that was there already, or
 * was not, changes nothing and keeps no key [O6].
 */
function checkRepetitions(
  devices: readonly Device[],
  commands: ReadonlyMap<string, Commanded[]>,
  facts: ReadonlyMap<string, Fact[]>,
  history: History,
  report: Report,
): void {
  for (const { login, name, witness } of devices)
    for (const again of witness.refusedAgain) {
      if (again.code === 'not_found' && history.wasOutOf(String(again.args['message']), login.user)) continue;
      const effect = intendedBy(again, login.user);
      const changedNothing = effect !== null && (commands.get(effect)?.length ?? 0) > (facts.get(effect)?.length ?? 0);
      if (!changedNothing)
        report('duplicated', `${name}: ${again.name} was done, and refused when it came again: ${again.detail}`);
    }
}

/** To take away a reaction or a vote that is not there changes nothing; so does to add one that is, but then it was added once. */
function tookEffect(name: string, args: Commanded['args'], facts: readonly Fact[], { deleted }: History): boolean {
  if (name === 'reaction.remove' || (name === 'poll.vote' && choicesIn(args) === '')) return true;
  if (name !== 'message.edit' || deleted.has(String(args['message']))) return facts.length > 0;
  return facts.some((fact) => messageOf(fact).text === args['text']);
}

function effectOf({ type, actor, data }: Fact): string | null {
  // Who votes anonymously is told by their own stream alone.
  if (type === 'vote.cast') return effectOf({ type: 'poll.voted', actor, data: data['vote'] } as Fact);
  if (!Object.values(EFFECTS).includes(type)) return null;
  const { message, emoji } = data as { message: string | { id: string }; emoji?: string };
  return [type, actor, typeof message === 'string' ? message : message.id, emoji ?? choicesIn(data)].join(' ');
}

function choicesIn(of: Readonly<Record<string, unknown>>): string {
  return Array.isArray(of['choices']) ? of['choices'].join() : '';
}

function intendedBy({ name, args }: Pick<Commanded, 'name' | 'args'>, user: string): string | null {
  const type = EFFECTS[name];
  return type === undefined ? null : [type, user, args['message'], args['emoji'] ?? choicesIn(args)].join(' ');
}

/** Every message of a person was written by them, as it is there. */
function checkAuthors(devices: readonly Device[], hand: Hand, history: History, report: Report): void {
  const written = new Map(
    devices.flatMap((device) =>
      device.witness.written.map((one) => [`${device.login.user} ${one.clientId}`, one] as const),
    ),
  );
  for (const fact of history.of(history.workspace)) {
    if (fact.type !== 'message.posted') continue;
    const { id, author, clientId, channel, text, system } = messageOf(fact);
    if (system || (author === hand.login.user && hand.written.has(clientId))) continue;
    const original = written.get(`${author} ${clientId}`);
    const isAsWritten = original?.channel === channel && (original.text === text || history.deleted.has(id));
    if (!isAsWritten)
      report(
        'phantom',
        `${clientId} of ${author} is in the log as “${text}” in ${channel}, written “${original?.text}”`,
      );
  }
}

function checkHand(hand: Hand, history: History, report: Report): void {
  const stored = new Set(
    history
      .of(history.workspace)
      .filter((fact) => fact.type === 'message.posted' && messageOf(fact).author === hand.login.user)
      .map((fact) => messageOf(fact).clientId),
  );
  for (const [clientId, fate] of hand.written) {
    if (fate === 'acknowledged' && !stored.has(clientId)) report('lost', `${clientId} was acknowledged over HTTP`);
    if (fate === 'refused' && stored.has(clientId))
      report('phantom', `${clientId} was refused over HTTP and is in the log`);
  }
}
