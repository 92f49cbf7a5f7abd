import { expect, test } from 'vitest';
import { Compile } from 'typebox/compile';
import { operations } from '@roost/protocol/registry';
import { openApi } from './openapi.ts';

interface Described {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<
    string,
    {
      post: {
        operationId: string;
        requestBody: { content: Record<string, { schema: object }> };
        responses: Record<string, unknown>;
        security: object[];
        parameters?: { $ref: string }[];
      };
    }
  >;
  components: Record<string, Record<string, unknown>>;
}

const document = JSON.parse(JSON.stringify(openApi(operations))) as Described;

test('[O1] the description has every operation once, under its own name', () => {
  expect(document.openapi).toMatch(/^3\.1\./);
  expect(Object.keys(document.paths).sort()).toEqual(
    Object.keys(operations)
      .map((name) => `/api/v1/${name}`)
      .sort(),
  );
  for (const [path, { post }] of Object.entries(document.paths)) expect(path).toBe(`/api/v1/${post.operationId}`);
});

test('every reference in the description leads somewhere', () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) =>
    path!.split('/'),
  );
  expect(references.length).toBeGreaterThan(Object.keys(operations).length);
  for (const path of references) {
    expect(
      path.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], document),
      path.join('/'),
    ).toBeDefined();
  }
});

test('[O2] the schemas are JSON Schema that can be compiled, and refuse unknown fields', () => {
  for (const [path, { post }] of Object.entries(document.paths)) {
    const schema = post.requestBody.content['application/json']!.schema;
    expect(schema, path).toMatchObject({ type: 'object', additionalProperties: false });
    expect(Compile(schema as never).Check({ surely: 'unknown' }), path).toBe(false);
  }
});

test('public operations may be called without a token, the others not', () => {
  for (const [name, { access }] of Object.entries(operations)) {
    const { security } = document.paths[`/api/v1/${name}`]!.post;
    expect(
      security.some((way) => Object.keys(way).length === 0),
      name,
    ).toBe(access === 'public');
  }
});

test('[O4] exactly the keyed commands take an idempotency key', () => {
  for (const [name, { keyed }] of Object.entries(operations)) {
    expect(document.paths[`/api/v1/${name}`]!.post.parameters !== undefined, name).toBe(keyed);
  }
});
