import Type from 'typebox';
import type { Static } from 'typebox';
import { Exact, Id, Instant } from './schema.ts';

/**
 * Whom a message has mentioned, as soon as an edit has changed that: who it mentioned first at each instant, the oldest first. Nobody is
 * there twice, and who was there once stays. The first instant is that of the message, later ones are those of edits.
 */
export const Mentioned = Type.Array(
  Exact({
    at: Instant,
    users: Type.Array(Id('user')),
    /** Everybody in the channel. */
    channel: Type.Optional(Type.Literal(true)),
  }),
);
export type Mentioned = Static<typeof Mentioned>;
