import type { OutboxEntry } from '@roost/client/types';
import type { Message, Reaction } from '@roost/protocol/entities';
import { toIso } from '@roost/protocol/time';

export type EditIntent = Extract<OutboxEntry, { name: 'message.edit' }>;

/**
 * The message as one has left it oneself: with the reactions and the text that the server has not confirmed yet. What was refused
 * does not count, except for a text, which must not be lost. The same object when nothing is on its way.
 */
export function withIntents(message: Message, intents: readonly OutboxEntry[], self: string): Message {
  return intents.reduce((now, intent) => withIntent(now, intent, self), message);
}

/** One's newest change of the text that is not confirmed. */
export function editIn(intents: readonly OutboxEntry[]): EditIntent | undefined {
  return intents.findLast((intent): intent is EditIntent => intent.name === 'message.edit');
}

function withIntent(message: Message, intent: OutboxEntry, self: string): Message {
  if (intent.name === 'message.edit') return { ...message, text: intent.args.text };
  if (intent.state.type === 'failed') return message;
  switch (intent.name) {
    case 'reaction.add':
      return { ...message, reactions: withReaction(message.reactions, intent.args.emoji, self) };
    case 'reaction.remove':
      return { ...message, reactions: withoutReaction(message.reactions, intent.args.emoji, self) };
    case 'message.delete':
      return tombstone(message, toIso(intent.queuedAt * 1_000));
    case 'message.pin':
      return message.pinned ? message : { ...message, pinned: { by: self, at: toIso(intent.queuedAt * 1_000) } };
    case 'message.unpin':
      return withoutPin(message);
    default:
      return message;
  }
}

/** What one has deleted oneself leaves a list at once, but for the replies to it. */
export function withoutDeleted(messages: readonly Message[], deleted: readonly string[]): readonly Message[] {
  if (deleted.length === 0) return messages;
  return messages.filter(({ id, replyCount }) => replyCount !== undefined || !deleted.includes(id));
}

function tombstone({ files: _files, pinned: _pinned, ...message }: Message, deletedAt: string): Message {
  return { ...message, text: '', reactions: [], deletedAt };
}

function withoutPin({ pinned: _pinned, ...message }: Message): Message {
  return message;
}

function withReaction(reactions: Reaction[], emoji: string, self: string): Reaction[] {
  const known = reactions.find((one) => one.emoji === emoji);
  if (!known) return [...reactions, { emoji, users: [self] }];
  if (known.users.includes(self)) return reactions;
  return reactions.map((one) => (one === known ? { emoji, users: [...one.users, self] } : one));
}

function withoutReaction(reactions: Reaction[], emoji: string, self: string): Reaction[] {
  return reactions
    .map((one) => (one.emoji === emoji ? { emoji, users: one.users.filter((user) => user !== self) } : one))
    .filter(({ users }) => users.length > 0);
}
