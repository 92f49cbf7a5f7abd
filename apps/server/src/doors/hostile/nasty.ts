import type { Dice } from './dice.ts';

// JSON as nobody should write it. Texts are made by hand, since JSON.stringify cannot say most of this.

const deep = (open: string, close: string, depth: number): string => open.repeat(depth) + close.repeat(depth);
const lone = String.raw;

/** Values, as JSON texts, that have surprised programs. */
const nasty: readonly (() => string)[] = [
  ...[
    'null',
    'true',
    'false',
    '0',
    '-0',
    '-1',
    '1.5',
    '1e309',
    '-1e309',
    '1e-400',
    '[]',
    '{}',
    '""',
    '[null]',
    '{"a":{}}',
  ],
  ...['9007199254740993', '1e21', '-9223372036854775809', '123456789012345678901234567890', '2147483648', '4294967296'],
  ...[
    '" "',
    '"0"',
    '"null"',
    '"undefined"',
    '"NaN"',
    '"%"',
    '"_"',
    '"%s%n"',
    '"\\\\"',
    '"\'"',
    '"\\u0027; drop table event; --"',
  ],
  ...[
    lone`"\u0000"`,
    lone`"a\u0000b"`,
    lone`"\ud800"`,
    lone`"\udfff"`,
    lone`"a\udc00\ud800b"`,
    lone`"\u202e\u2066"`,
    lone`"\ufeff"`,
  ],
  ...['"__proto__"', '"constructor"', '"prototype"', '"toString"', '"hasOwnProperty"', '"length"', '"then"'],
  ...[
    '"2026-02-30T00:00:00.000000Z"',
    '"9999-99-99T99:99:99.999999Z"',
    '"0000-00-00T00:00:00.000000Z"',
    '"0000-01-01T00:00:00.000000Z"',
  ],
  ...['"C0000000000000000"', '"UZZZZZZZZZZZZZZZZ"', '"M0000000000000000"', '"x.1"', '"x.9007199254740993"', '"0.0"'],
  ...[
    '"👩‍👩‍👧‍👧"',
    '"ﷺ"',
    '"İ"',
    '"ß"',
    '"e\u0301\u0301\u0301"',
    '"<script>alert(1)</script>"',
    '"<@U0000000000000000>"',
    '"a@\\u0000"',
  ],
  ...[
    '{"__proto__":{"admin":true}}',
    '{"constructor":{"prototype":{"admin":true}}}',
    '{"toString":1,"valueOf":1}',
    '{"toJSON":1}',
    '{"length":1e9}',
  ],
].map((text) => () => text);

const large: readonly (() => string)[] = [
  () => `"${'x'.repeat(300)}"`,
  () => `"${'x'.repeat(12_001)}"`,
  () => `"${'é'.repeat(20_000)}"`,
  () => `"${'z\u0301'.repeat(6_000)}"`,
  () => deep('[', ']', 5_000),
  () => deep('[', ']', 30_000),
  () => deep('{"a":', '}', 5_000).replace('{"a":}', '{}'),
  () => `[${'0,'.repeat(20_000)}0]`,
  () => `{${Array.from({ length: 3_000 }, (_, i) => `"k${i}":0`).join(',')}}`,
  () => '9'.repeat(40_000),
];

const extras = [
  '"__proto__":{"a":1}',
  '"__proto__":null',
  '"constructor":{"prototype":{"a":1}}',
  '"toString":1',
  '"extra":1',
  '"":0',
];

/** How often a value, a key, or the whole is spoiled. */
export interface Malice {
  values: number;
  keys: number;
  bytes: number;
}

/** A value as JSON, spoiled here and there: replaced, doubled, left out, added to. */
export function spoiled(dice: Dice, value: unknown, malice: Malice): string {
  if (dice.chance(malice.values)) return dice.pick(dice.chance(0.15) ? large : nasty)();
  if (Array.isArray(value)) return `[${value.map((each) => spoiled(dice, each, malice)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).flatMap(([key, field]) => {
    const text = `${JSON.stringify(key)}:${spoiled(dice, field, malice)}`;
    if (!dice.chance(malice.keys)) return [text];
    return dice.pick([
      [],
      [text, text],
      [text, `${JSON.stringify(key)}:${dice.pick(nasty)()}`],
      [text, dice.pick(extras)],
    ]);
  });
  return `{${fields.join(',')}}`;
}

/** Bytes of a text, and now and then some of them changed, lost, doubled, or cut off. */
export function garbled(dice: Dice, text: string, malice: Malice): Buffer {
  const bytes = Buffer.from(text);
  if (!dice.chance(malice.bytes) || bytes.length === 0) return bytes;
  const at = dice.int(0, bytes.length - 1);
  const to = Math.min(bytes.length, at + dice.int(1, 8));
  return dice.pick([
    () => bytes.subarray(0, at),
    () => Buffer.concat([bytes.subarray(0, at), bytes.subarray(to)]),
    () => Buffer.concat([bytes.subarray(0, at), dice.bytes(dice.int(1, 6)), bytes.subarray(at)]),
    () => Buffer.concat([bytes, bytes.subarray(at)]),
    () =>
      Buffer.concat([bytes.subarray(0, at), Buffer.from([bytes[at]! ^ (1 << dice.int(0, 7))]), bytes.subarray(at + 1)]),
    () => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]),
  ])();
}
