import { operations } from '@roost/protocol/registry';
import type { OperationName } from '@roost/protocol/registry';
import type { Dice } from './dice.ts';

// Calls as a good client makes them, of every operation of the registry, with ids that exist. What they are made of is read from the
// schemas, so that an operation that is new tomorrow is attacked tomorrow.

interface Schema {
  const?: unknown;
  anyOf?: Schema[];
  type?: string;
  pattern?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  minLength?: number;
  minItems?: number;
  maxItems?: number;
  minimum?: number;
  maximum?: number;
}

export interface Sample {
  type: 'command' | 'query';
  name: string;
  args: object;
}

/** These would end the attack: the attacker's own sign-in and membership, and the pair's. */
const suicidal: ReadonlySet<string> = new Set([
  'login.end',
  'account.changePassword',
  'user.remove',
  'user.deactivate',
  'user.endSessions',
]);
/** Each costs a hash of a password. */
const expensive: ReadonlySet<string> = new Set(['setup.create', 'login.create', 'invite.accept']);

const names = (Object.keys(operations) as OperationName[]).filter((name) => !suicidal.has(name));
const KEPT = 40;
const ID = /[A-Z][0-9A-HJKMNP-TV-Z]{16}/g;

/** The ids that are known by their letter: those one began with, and those that came in answers. */
export class KnownIds {
  readonly #byLetter = new Map<string, string[]>();

  constructor(ids: readonly string[]) {
    for (const id of ids) this.#add(id);
  }

  /** Learns from an answer. */
  learn(text: string): void {
    for (const id of text.slice(0, 20_000).match(ID) ?? []) this.#add(id);
  }

  of(dice: Dice, letters: string): string {
    const letter = dice.pick([...letters]);
    return dice.pick(this.#byLetter.get(letter) ?? [`${letter}0000000000000000`]);
  }

  #add(id: string): void {
    const ids = this.#byLetter.get(id[0]!);
    if (!ids) this.#byLetter.set(id[0]!, [id]);
    else if (ids.length < KEPT && !ids.includes(id)) ids.push(id);
  }
}

/** A call that is well-formed, and often allowed. */
export function sample(dice: Dice, ids: KnownIds): Sample {
  let name = dice.pick(names);
  if (expensive.has(name) && !dice.chance(0.1)) name = 'message.post';
  const { kind, input } = operations[name];
  return { type: kind, name, args: make(dice, ids, input as Schema) as object };
}

function make(dice: Dice, ids: KnownIds, schema: Schema): unknown {
  if ('const' in schema) return schema.const;
  if (schema.anyOf) return make(dice, ids, dice.pick(schema.anyOf));
  switch (schema.type) {
    case 'string':
      return makeText(dice, ids, schema);
    case 'integer':
      return dice.int(schema.minimum ?? 0, Math.min(schema.maximum ?? 100, 100));
    case 'boolean':
      return dice.chance(0.5);
    case 'array': {
      const length = dice.int(schema.minItems ?? 0, Math.min(schema.maxItems ?? 3, 3));
      return Array.from({ length }, () => make(dice, ids, schema.items!));
    }
    case 'object': {
      const fields = Object.entries(schema.properties ?? {});
      const taken = fields.filter(([name]) => schema.required?.includes(name) || dice.chance(0.5));
      return Object.fromEntries(taken.map(([name, field]) => [name, make(dice, ids, field)]));
    }
    default:
      return null;
  }
}

const words = ['harbour', 'the tide is high', 'Grüße', '東京', 'a', '#general', '🎉', '<!channel> look', '```code```'];

function makeText(dice: Dice, ids: KnownIds, { pattern, minLength = 0 }: Schema): string {
  const letters = /^\^\[([A-Z]+)\]\[0-9A-HJ/.exec(pattern ?? '')?.[1];
  if (letters) return ids.of(dice, letters);
  if (pattern?.includes('\\d{6}Z')) return new Date(1.7e12 + dice.int(0, 1e11)).toISOString().replace('Z', '000Z');
  if (pattern?.includes('@')) return dice.pick(['maya@harbor.test', `new${dice.int(0, 1e9)}@harbor.test`]);
  if (pattern?.includes('\\x21-\\x7e')) return `key-${dice.int(0, 1e6)}`;
  return `${dice.pick(words)}${dice.chance(0.5) ? dice.int(0, 1e6) : ''}`.padEnd(minLength, 'x');
}
