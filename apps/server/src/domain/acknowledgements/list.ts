import { limits } from '@roost/protocol/limits';
import { mentionedPeople, mentions } from '@roost/protocol/text';
import { Reject } from '../../reject.ts';
import type { ActingInChannel } from '../acting.ts';
import { mayKnow } from '../members/sharing.ts';
import { isPersonHere } from '../mentions/reach.ts';
import type { MessageRow } from '../messages/entity.ts';
import { findLiveMessage } from '../messages/find.ts';
import { readUsers } from '../users/sql.ts';
import { runs } from '../verb.ts';

/** Who has acknowledged a message, and who of those whom it concerns has not yet. Whoever may read the message may know. */
export const acknowledgementList = runs('acknowledgement.list', async (world, call, args) => {
  const { message, acting } = await findLiveMessage(world, call, args.message);
  if (!message.acknowledged)
    throw new Reject('invalid', 'This message asks for no acknowledgement.', { field: 'args.message' });
  const given = new Set(message.acknowledged);
  const isKnown = (user: string) => mayKnow(acting.rules, acting.actor.id, user);
  const acknowledged = [...given].filter(isKnown);
  const missing = concerned(acting, message).filter((user) => !given.has(user) && isKnown(user));
  const { who, after = '', limit = limits.historyPageDefault } = args;
  const all = (who === 'acknowledged' ? acknowledged : missing).sort().filter((user) => user > after);
  const page = all.slice(0, limit);
  return {
    users: await readUsers(world.database.sql, acting.workspace, page),
    next: all.length > page.length ? page.at(-1)! : null,
    acknowledged: acknowledged.length,
    missing: missing.length,
  };
});

/** Those whom it mentions; where it mentions nobody, everybody who reads the channel. Not its author, and no programs. */
function concerned(acting: ActingInChannel, { author, text, reached }: MessageRow): string[] {
  const said = { text, ...(reached && { reached }) };
  const people = [...acting.channel.members.keys()].filter((user) => user !== author && isPersonHere(acting, user));
  const meant = people.filter((user) => mentions(said, user));
  const isAddressed = meant.length > 0 || mentionedPeople(text).length > 0;
  return isAddressed ? meant : people;
}
