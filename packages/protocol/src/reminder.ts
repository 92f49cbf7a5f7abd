import Type from 'typebox';
import { AnyChannel, Exact, Id, Instant, Rev, type Static } from './schema.ts';

/** That one wants to be reminded of a message, or of a text of one's own. One of each. */
export const Reminder = Exact({
  /** The message, or the note, which is the name of a text of one's own. */
  message: Id('message', 'note'),
  rev: Rev,
  /** Where the message is. */
  channel: Type.Optional(AnyChannel),
  /** What a note says. */
  text: Type.Optional(Type.String()),
  /** When. */
  at: Instant,
  /** Its time has come. */
  due: Type.Optional(Type.Literal(true)),
});
export type Reminder = Static<typeof Reminder>;
