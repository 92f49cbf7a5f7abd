import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventTypes } from '@roost/protocol/events';
import type { EventType } from '@roost/protocol/events';
import type { TSchema } from 'typebox';
import Value from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { currentVersion, toLoggedEvent, upcast } from './upcast.ts';
import type { Steps } from './upcast.ts';

const folder = join(import.meta.dirname, 'golden');
const types = Object.keys(eventTypes) as EventType[];
const golden = readdirSync(folder).map((file) => {
  const [, type, v] = /^(.+)\.v(\d+)\.json$/.exec(file)!;
  return {
    type: type as EventType,
    v: Number(v),
    data: JSON.parse(readFileSync(join(folder, file), 'utf8')) as object,
  };
});

/** Names of the properties that a schema knows, optional ones too. */
const propertiesOf = (schema: TSchema) => Object.keys((schema as { properties?: object }).properties ?? {}).sort();

describe('events of the past', () => {
  it.each(types)('[L7] %s has an example of every version that was ever written', (type) => {
    const versions = golden.filter((file) => file.type === type).map(({ v }) => v);
    expect(versions.sort((a, b) => a - b)).toEqual(Array.from({ length: currentVersion(type) }, (_, i) => i + 1));
  });

  it.each(golden)('[L7] $type v$v comes out in the present shape', ({ type, v, data }) => {
    const present = upcast(type, v, data);
    expect(present.v).toBe(currentVersion(type));
    expect([...Value.Errors(eventTypes[type].data, present.data)]).toEqual([]);
  });

  it.each(golden.filter(({ type, v }) => v === currentVersion(type)))(
    '[L7] the example of $type v$v has every field',
    ({ type, data }) => {
      const { properties } = eventTypes[type].data as unknown as { properties: Record<string, TSchema> };
      expect(Object.keys(data).sort()).toEqual(propertiesOf(eventTypes[type].data));
      for (const [name, schema] of Object.entries(properties)) {
        const known = propertiesOf(schema);
        if (known.length > 0) expect(Object.keys(data[name as keyof typeof data]).sort()).toEqual(known);
      }
    },
  );

  it('[L7] are brought forward step by step', () => {
    const steps: Steps = {
      'login.created': {
        1: (data: { id: string }) => ({ name: data.id }),
        2: (data: { name: string }) => ({ login: data.name }),
      },
    };
    expect(upcast('login.created', 1, { id: 'L1' }, steps, 3)).toEqual({ v: 3, data: { login: 'L1' } });
    expect(upcast('login.created', 2, { name: 'L1' }, steps, 3)).toEqual({ v: 3, data: { login: 'L1' } });
    expect(() => upcast('login.created', 1, {}, {}, 2)).toThrow('no step leads from login.created v1 to v2');
  });

  it('stay as they are when a newer Roost wrote them, so that an update can go node by node', () => {
    expect(upcast('login.created', 2, { name: 'new' })).toEqual({ v: 2, data: { name: 'new' } });
    const row = {
      stream: 'A',
      seq: '1',
      v: 1,
      type: 'never.heard',
      at: '2',
      actor: null,
      audience: '*',
      backfill: false,
      data: {},
    };
    expect(toLoggedEvent(row)).toEqual({ ...row, seq: 1, at: 2 });
  });
});
