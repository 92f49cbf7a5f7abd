import Type from 'typebox';
import { Channel, Membership, Message, Posting, User } from '../entities.ts';
import { limits } from '../limits.ts';
import { command, query } from '../operation.ts';
import { AnyChannel, ChannelName, Exact, Id, Instant, Nullable, Rev, Topic } from '../schema.ts';

// A private channel that was a direct one has kept its id.
const named = Exact({ channel: AnyChannel });
const answered = Exact({ channel: Channel });
const people = Exact({
  channel: AnyChannel,
  users: Type.Array(Id('user'), { minItems: 1, maxItems: limits.membersAtOnce }),
});

const many = Exact({
  channel: AnyChannel,
  /** Handles of people and groups, names, e-mail addresses, `#channel`: one a line, or with commas between. */
  people: Type.Optional(Type.String({ maxLength: limits.pastedPeople })),
  /** All the people of these. */
  groups: Type.Optional(Type.Array(Id('group'), { maxItems: 20 })),
  channels: Type.Optional(Type.Array(AnyChannel, { maxItems: 20 })),
});

/** Whom it was not possible to add, as they were called, and why. */
const LeftOut = Exact({
  what: Type.String(),
  user: Type.Optional(Id('user')),
  why: Type.Union([
    /** Nobody is called so; several are; they have left; only admins add guests, or find people by their address. */
    Type.Literal('unknown'),
    Type.Literal('several'),
    Type.Literal('gone'),
    Type.Literal('guest'),
    Type.Literal('address'),
  ]),
});
/** Why somebody may write or reply (`may`), or why not. */
const Reason = Exact({
  may: Type.Boolean(),
  why: Type.Union([
    /** All members may; they run the channel or the workspace; they were chosen; to replies all are let. */
    Type.Literal('everybody'),
    Type.Literal('runs'),
    Type.Literal('admin'),
    Type.Literal('chosen'),
    Type.Literal('replies'),
    /** Not in it; not one of those who may; nobody may. */
    Type.Literal('outside'),
    Type.Literal('others'),
    Type.Literal('archived'),
  ]),
});
const report = {
  /** Of those who were meant, how many were in the channel already. */
  already: Type.Integer({ minimum: 0 }),
  /** The first hundred. */
  leftOut: Type.Array(LeftOut),
  moreLeftOut: Type.Integer({ minimum: 0 }),
};

export const channelOperations = {
  'channel.create': command(
    'Creates a channel with the caller as its first member.',
    Exact({
      workspace: Id('workspace'),
      name: ChannelName,
      kind: Type.Union([Type.Literal('public'), Type.Literal('private')]),
      topic: Type.Optional(Topic),
      /** Who writes in it beside its maker; absent: everybody. */
      posting: Type.Optional(Posting),
    }),
    answered,
  ),
  'channel.join': command('Joins a public channel.', named, answered),
  'channel.leave': command('Leaves a channel.', named, Exact({})),
  'channel.invite': command('Adds people to a channel. Those who are in it already stay.', people, answered),
  'channel.addMany': command(
    'Adds all the people of a list, of groups and of other channels to a channel, as far as that is possible, and says who was left out and why.',
    many,
    Exact({ channel: Channel, added: Type.Integer({ minimum: 0 }), ...report }),
  ),
  'channel.whoToAdd': query(
    'Whom `channel.addMany` would add.',
    many,
    Exact({
      adds: Type.Integer({ minimum: 0 }),
      /** The first twenty of them. */
      users: Type.Array(User),
      ...report,
    }),
  ),
  'channel.access': query(
    'Who sees a channel, writes in it and runs it, and why; of one person (`user`) on request.',
    Exact({ channel: AnyChannel, user: Type.Optional(Id('user')) }),
    Exact({
      /** Everybody but guests, or the members alone; how many that are. A guest is not told how many people there are. */
      sees: Exact({
        who: Type.Union([Type.Literal('public'), Type.Literal('member')]),
        people: Nullable(Type.Integer({ minimum: 0 })),
      }),
      members: Type.Integer({ minimum: 0 }),
      /** Of the members. */
      guests: Type.Integer({ minimum: 0 }),
      archived: Type.Boolean(),
      writes: Exact({ who: Posting.properties.who, people: Type.Integer({ minimum: 0 }) }),
      /** How many of the members reply in threads. */
      replies: Type.Integer({ minimum: 0 }),
      /** Who runs it; all who are in it where `deserted`. */
      runs: Type.Array(Id('user')),
      deserted: Type.Boolean(),
      person: Type.Optional(
        Exact({
          user: Id('user'),
          sees: Nullable(Type.Union([Type.Literal('public'), Type.Literal('member')])),
          /** How a member came in, and who brought them. */
          came: Nullable(
            Exact({
              how: Type.Union([Type.Literal('made'), Type.Literal('joined'), Type.Literal('added')]),
              at: Instant,
              by: Nullable(Id('user')),
            }),
          ),
          writes: Reason,
          replies: Reason,
        }),
      ),
    }),
  ),
  'channel.remove': command('Removes people from a channel.', people, answered),
  'channel.update': command(
    'Renames a channel, changes its topic or description, who may write in it, or whether newcomers are put into it.',
    Exact({
      channel: AnyChannel,
      name: Type.Optional(ChannelName),
      topic: Type.Optional(Topic),
      description: Type.Optional(Type.String({ maxLength: limits.description })),
      posting: Type.Optional(Posting),
      newcomers: Type.Optional(Type.Boolean()),
    }),
    answered,
  ),
  'channel.setAdmin': command(
    'Makes a member of the channel one of those who run it, or not any more.',
    Exact({ channel: AnyChannel, user: Id('user'), admin: Type.Boolean() }),
    answered,
  ),
  'channel.convert': command(
    'Makes a public channel private, or a private one public, with everything that was written in it.',
    Exact({ channel: AnyChannel, kind: Type.Union([Type.Literal('public'), Type.Literal('private')]) }),
    answered,
  ),
  'channel.delete': command(
    'Deletes a channel with everything in it, for everybody and for good. Its name must be given, to say that one means it.',
    Exact({ channel: AnyChannel, name: ChannelName }),
    Exact({}),
  ),
  'channel.archive': command('Closes a channel for writing; it stays readable.', named, answered),
  'channel.unarchive': command('Opens an archived channel again.', named, answered),
  'channel.get': query(
    'One channel and, for its members, one’s place in it.',
    Exact({ channel: AnyChannel }),
    Exact({ channel: Channel, membership: Nullable(Membership), seq: Rev }),
  ),
  'channel.byName': query(
    'The channel that is called so, or else the one that was called so last.',
    Exact({ workspace: Id('workspace'), name: ChannelName }),
    answered,
  ),
  'channel.list': query(
    'The channels that one may see: all public ones and the private ones one is in. By name, unless `sort` says otherwise: the most members, the newest, or the newest message first.',
    Exact({
      workspace: Id('workspace'),
      search: Type.Optional(Type.String({ maxLength: 80 })),
      archived: Type.Optional(Type.Boolean()),
      only: Type.Optional(Type.Union([Type.Literal('joined'), Type.Literal('notJoined'), Type.Literal('private')])),
      sort: Type.Optional(
        Type.Union([Type.Literal('name'), Type.Literal('members'), Type.Literal('newest'), Type.Literal('activity')]),
      ),
      /** `next` of the page before, of the same question. */
      after: Type.Optional(Type.String({ maxLength: 256 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
    }),
    Exact({
      channels: Type.Array(
        Exact({ channel: Channel, memberCount: Type.Integer({ minimum: 0 }), joined: Type.Boolean() }),
      ),
      next: Nullable(Type.String()),
    }),
  ),
  'channel.members': query(
    'The people of a channel by name, a page at a time.',
    Exact({
      channel: AnyChannel,
      after: Type.Optional(Type.String({ maxLength: 128 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
    }),
    Exact({ users: Type.Array(User), next: Nullable(Type.String()) }),
  ),
  'direct.open': command(
    'The direct channel with these people (and oneself), made when it does not exist yet.',
    Exact({
      workspace: Id('workspace'),
      users: Type.Array(Id('user'), { maxItems: limits.directUsers }),
    }),
    answered,
  ),
  'direct.convert': command(
    'Makes a private channel of a conversation of three and more: with its history the conversation itself, without it a new one of its people.',
    Exact({ channel: Id('direct'), name: ChannelName, history: Type.Boolean() }),
    answered,
  ),
  'direct.list': query(
    'One’s direct channels, the one with the newest message first, each with that message.',
    Exact({
      workspace: Id('workspace'),
      /** Those whose newest message is older. */
      before: Type.Optional(Instant),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
    }),
    Exact({
      directs: Type.Array(Exact({ channel: Channel, message: Message })),
      hasMore: Type.Boolean(),
    }),
  ),
};
