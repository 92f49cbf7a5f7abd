import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { closes, rejects } from './codes.ts';
import { eventTypes } from './events.ts';
import { ClientFrame, ServerFrame } from './frames.ts';
import { operations } from './registry.ts';
import { PROTOCOL_VERSION } from './version.ts';

// Any change to the wire changes this hash. Bump PROTOCOL_VERSION, say in version.ts what changed, then copy the new hash here.
const known: Record<number, string> = {
  1: 'a6d8c82eeaf992c5cf8994ba43d67e27',
  2: '89d4e4737d9d7b5b8216b2acd7cff726',
  3: '296138c32cbdbce372532cee07f8b5eb',
  4: 'ec837f2ee24c60cc1ea97c1bf77dde87',
  5: '80da08445a6f426ba5b6e0e8bbdba35e',
  6: '6b511239db5c97898ed7d918d9efa435',
  7: '8269e063eb650436f056679b71d112d6',
  8: 'f3866293b39a53c6183188b8721303ae',
  9: '296ed986afb3ae59c85a9ecde25cb44c',
  10: '9fd34cb0847bba295e6250c1619bbeea',
  11: 'b187e7375051e648333015007a7d476b',
  12: '1c68f690a6908a5c6c56bddc269ac874',
  13: '7935ad9afe31ed411df27639b34b9822',
  // What is left out of a message stands in no schema.
  14: '7935ad9afe31ed411df27639b34b9822',
};

test('[V1] the wire does not change without a new version', () => {
  const wire = JSON.stringify({ ClientFrame, ServerFrame, eventTypes, operations, rejects, closes });
  const hash = createHash('sha256').update(wire).digest('hex').slice(0, 32);
  expect(hash).toBe(known[PROTOCOL_VERSION]);
});
