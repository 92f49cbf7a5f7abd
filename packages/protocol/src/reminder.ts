import Type from 'typebox';
import { AnyChannel, Exact, Id, Instant, Rev, type Static } from './schema.ts';

/** That one wants to be reminded of a message. One of each message. */
export const Reminder = Exact({
  message: Id('message'),
  rev: Rev,
  channel: AnyChannel,
  /** When. */
  at: Instant,
  /** Its time has come. */
  due: Type.Optional(Type.Literal(true)),
});
export type Reminder = Static<typeof Reminder>;
