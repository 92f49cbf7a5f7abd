import { describe, expect, test } from 'vitest';
import { validate } from './validation.ts';

const post = { channel: 'C01JD3ZK5Q8XG7TRN', text: 'hello', clientId: 'one' };
const refusal = (field: string) => expect.objectContaining({ code: 'invalid', field });

describe('[O2] what is wrong is named', () => {
  test.each([
    [{ ...post, text: 5 }, 'args.text'],
    [{ ...post, quote: { message: 'M1' } }, 'args.quote.message'],
    [{ ...post, text: 'x'.repeat(12_001) }, 'args.text'],
    [{ ...post, channel: 'general' }, 'args.channel'],
    [{ ...post, threadRoot: post.channel }, 'args.threadRoot'],
    [{ ...post, clientId: 'a b' }, 'args.clientId'],
    [{ channel: post.channel, text: 'x' }, 'args.clientId'],
    [{ ...post, colour: 'red' }, 'args.colour'],
    [{ ...post, constructor: {} }, 'args.constructor'],
    [
      JSON.parse(`{"__proto__":{"channel":"${post.channel}"},"text":"x","clientId":"a","channel":"${post.channel}"}`),
      'args.__proto__',
    ],
    [[], 'args'],
    [null, 'args'],
    ['text', 'args'],
  ])('%j: %s', (args, field) => {
    expect(() => validate('message.post', args)).toThrow(refusal(field));
  });

  test('inside lists, by number', () => {
    const args = { channel: post.channel, users: ['U01JD3ZK5Q8XG7TRN', 'nobody'] };
    expect(() => validate('channel.invite', args)).toThrow(refusal('args.users.1'));
  });

  test('where several forms are allowed', () => {
    expect(() => validate('channel.history', { channel: post.channel, before: 'yesterday' })).toThrow(
      refusal('args.before'),
    );
  });
});

test('what is right passes', () => {
  expect(() => validate('message.post', post)).not.toThrow();
});
