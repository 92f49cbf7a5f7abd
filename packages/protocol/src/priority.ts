import Type from 'typebox';
import { Id, type Static } from './schema.ts';

/** How much a message asks to be read. */
export const Priority = Type.Union([Type.Literal('important'), Type.Literal('urgent')]);
export type Priority = Static<typeof Priority>;

/** What a message wants of those who read it. */
export const urging = {
  priority: Type.Optional(Priority),
  /** Those who have said that they have read it, in that order; there where it asks for that. */
  acknowledged: Type.Optional(Type.Array(Id('user'))),
};
