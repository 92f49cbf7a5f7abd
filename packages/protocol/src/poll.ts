import Type from 'typebox';
import { limits } from './limits.ts';
import { AnyChannel, Exact, Id, Instant, Rev, type Static } from './schema.ts';

/** The place of an answer among those of its poll. */
export const Choice = Type.Integer({ minimum: 0, maximum: limits.pollOptions - 1 });
const choices = Type.Array(Choice, { maxItems: limits.pollOptions });

/** An answer that one may give. `users` in the order of their votes; of an anonymous poll only how many there are. */
export const PollOption = Exact({
  text: Type.String(),
  users: Type.Optional(Type.Array(Id('user'))),
  count: Type.Optional(Type.Integer({ minimum: 0 })),
});
export type PollOption = Static<typeof PollOption>;

const kind = {
  /** One may choose several answers. */
  multiple: Type.Optional(Type.Literal(true)),
  /** Nobody learns who voted what. */
  anonymous: Type.Optional(Type.Literal(true)),
  /** From this instant on nobody votes. */
  closesAt: Type.Optional(Instant),
};

/** What a message asks: its text is the question. */
export const Poll = Exact({
  options: Type.Array(PollOption),
  /** How many people have voted, of an anonymous poll. */
  voters: Type.Optional(Type.Integer({ minimum: 0 })),
  ...kind,
  /** Somebody closed it before its time. */
  closed: Type.Optional(Exact({ by: Id('user'), at: Instant })),
});
export type Poll = Static<typeof Poll>;

/** A poll as it is asked for. */
export const NewPoll = Exact({
  options: Type.Array(Type.String({ minLength: 1, maxLength: limits.pollOption }), {
    minItems: 2,
    maxItems: limits.pollOptions,
  }),
  ...kind,
});
export type NewPoll = Static<typeof NewPoll>;

/** What one has chosen oneself in an anonymous poll, which its message does not say; nothing: taken back. */
export const Vote = Exact({ message: Id('message'), channel: AnyChannel, rev: Rev, choices });
export type Vote = Static<typeof Vote>;

/** What events tell of votes. */
export const votedData = Exact({ message: Id('message'), channel: AnyChannel, user: Id('user'), choices });
/** How the numbers of an anonymous poll change: answers that lose one, answers that gain one, and people who voted. */
export const countedData = Exact({
  message: Id('message'),
  channel: AnyChannel,
  taken: choices,
  given: choices,
  voters: Type.Integer({ minimum: -1, maximum: 1 }),
});
export const closedData = Exact({ message: Id('message'), channel: AnyChannel, user: Id('user') });
export type Counted = Static<typeof countedData>;
