import type { TSchema } from 'typebox';
import type { Scope } from './entities.ts';

/**
 * One entry of the language. A command is an intent that may change something; a query is a read that changes nothing. Both
 * are reached by the same name through every door: `POST /api/v1/<name>` and the frames `command` and `query`.
 */
export interface Operation<I extends TSchema = TSchema, O extends TSchema = TSchema> {
  kind: 'command' | 'query';
  input: I;
  output: O;
  /** Who may call it at all: anybody, a signed-in account or bot, or only a signed-in account (a person). */
  access: 'public' | 'identity' | 'account';
  /** The scope that a bot token needs. */
  scope: Scope;
  /** Which rate limit it counts against. */
  rate: 'auth' | 'read' | 'write';
  /** Whether a command takes an idempotency key. Commands with secret results or without an author do not. */
  keyed: boolean;
  /** One sentence for the API's reader. */
  summary: string;
}

type Rest = Partial<Pick<Operation, 'access' | 'scope' | 'rate' | 'keyed'>>;

/** A command: by default for every identity, scope `write`, keyed. */
export function command<I extends TSchema, O extends TSchema>(
  summary: string,
  input: I,
  output: O,
  rest: Rest = {},
): Operation<I, O> & { kind: 'command' } {
  return {
    kind: 'command',
    summary,
    input,
    output,
    access: 'identity',
    scope: 'write',
    rate: 'write',
    keyed: true,
    ...rest,
  };
}

/** A query: by default for every identity, scope `read`. */
export function query<I extends TSchema, O extends TSchema>(
  summary: string,
  input: I,
  output: O,
  rest: Rest = {},
): Operation<I, O> & { kind: 'query' } {
  return {
    kind: 'query',
    summary,
    input,
    output,
    access: 'identity',
    scope: 'read',
    rate: 'read',
    keyed: false,
    ...rest,
  };
}
