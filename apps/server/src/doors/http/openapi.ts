import { rejects } from '@roost/protocol/codes';
import type { Operation } from '@roost/protocol/operation';
import { RejectFrameBody } from '@roost/protocol/frames';
import manifest from '../../../package.json' with { type: 'json' };

/** The description of the HTTP door as OpenAPI 3.1, made from the registry: TypeBox schemas are JSON Schema as they stand. */
export function openApi(operations: Readonly<Record<string, Operation>>): object {
  const paths = Object.entries(operations).map(([name, operation]) => [
    `/api/v1/${name}`,
    { post: describe(name, operation) },
  ]);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Roost',
      version: manifest.version,
      description:
        'Commands and queries. Events are delivered over the socket at /api/v1/socket; see docs/protocol.md.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    paths: Object.fromEntries(paths),
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'An access token, or the token of a bot.' },
      },
      schemas: { Problem: problem() },
      responses: {
        Refused: {
          description: 'Refused. `code` says why; see the table of reject codes in docs/protocol.md.',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
      parameters: {
        IdempotencyKey: {
          name: 'Idempotency-Key',
          in: 'header',
          required: false,
          description: 'The command takes effect once per key and author; a repetition answers with the first result.',
          schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,64}$' },
        },
      },
    },
  };
}

function describe(name: string, operation: Operation): object {
  const { kind, summary, input, output, access, keyed, scope } = operation;
  return {
    operationId: name,
    tags: [name.split('.', 1)[0]],
    summary,
    description: `A ${kind}. ${whoMay(access)} Scope for bots: ${scope}.`,
    security: access === 'public' ? [{}, { bearer: [] }] : [{ bearer: [] }],
    ...(keyed && { parameters: [{ $ref: '#/components/parameters/IdempotencyKey' }] }),
    requestBody: { required: true, content: { 'application/json': { schema: input } } },
    responses: {
      200: { description: 'Done.', content: { 'application/json': { schema: output } } },
      default: { $ref: '#/components/responses/Refused' },
    },
  };
}

function whoMay(access: Operation['access']): string {
  if (access === 'public') return 'Anybody may call it.';
  return access === 'account' ? 'For people who are signed in.' : 'For people and bots.';
}

function problem(): object {
  return {
    type: 'object',
    required: ['type', 'title', 'status', 'code', 'detail', 'retryable'],
    properties: {
      type: { type: 'string' },
      title: { type: 'string' },
      status: { type: 'integer', enum: [...new Set(Object.values(rejects).map(({ status }) => status))] },
      ...RejectFrameBody.properties,
    },
  };
}
