import { expect, test } from 'vitest';
import { toContent } from './toMessage.ts';

const names = { user: (id: string) => id, channel: (id: string) => id } as unknown as Parameters<typeof toContent>[1];

test('what was said by /me in Slack is in the third person here', () => {
  const said = (subtype?: string) =>
    toContent({ type: 'message', ts: '1700000000.000001', user: 'U1', text: 'waves', subtype }, names);
  expect(said('me_message')).toMatchObject({ text: 'waves', thirdPerson: true });
  expect(said().thirdPerson).toBeUndefined();
});
