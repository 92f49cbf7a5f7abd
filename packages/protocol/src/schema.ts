import Type, { type Static, type TSchema } from 'typebox';
import { idKinds, type IdKind } from './ids.ts';
import { limits } from './limits.ts';

export type { Static, TSchema };

/** An id of one of these kinds. */
export const Id = (...kinds: IdKind[]) =>
  Type.String({ pattern: `^[${kinds.map((kind) => idKinds[kind]).join('')}][0-9A-HJKMNP-TV-Z]{16}$` });

export const AnyChannel = Id('channel', 'direct');
export const Instant = Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z$' });
export const Cursor = Type.String({ pattern: '^[0-9a-z]{1,32}\\.(0|[1-9]\\d{0,15})$' });
export const Rev = Type.Integer({ minimum: 0 });
/** An idempotency key: up to 64 visible ASCII characters, chosen by the sender. */
export const Key = Type.String({ pattern: '^[\\x21-\\x7e]{1,64}$' });
export const Email = Type.String({ maxLength: limits.email, pattern: '^[^\\s@<>"]+@[^\\s@<>"]+$' });
export const Password = Type.String({ minLength: limits.passwordMin, maxLength: limits.passwordMax });
export const PersonName = Type.String({ minLength: 1, maxLength: limits.personName });
export const WorkspaceName = Type.String({ minLength: 1, maxLength: limits.workspaceName });
export const ChannelName = Type.String({ minLength: 1, maxLength: limits.channelName });
export const Topic = Type.String({ maxLength: limits.topic });
export const Emoji = Type.String({ minLength: 1, maxLength: limits.emoji });
/** A guest is in some channels and knows of nothing else. */
export const Role = Type.Union([
  Type.Literal('owner'),
  Type.Literal('admin'),
  Type.Literal('member'),
  Type.Literal('guest'),
]);
export type Role = Static<typeof Role>;

/** An object that refuses fields it does not know. */
export const Exact = <P extends Record<string, TSchema>>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });
export const Nullable = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);
