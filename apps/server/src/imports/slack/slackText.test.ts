import { describe, expect, test } from 'vitest';
import { fromSlackText } from './slackText.ts';

const names = {
  user: (id: string) => (id === 'U1' ? 'U01JD3ZK5Q8XG7TRN' : undefined),
  channel: (id: string) => (id === 'C1' ? 'C01JD3ZK5Q8XG7TRN' : undefined),
};
const read = (text: string) => fromSlackText(text, names);

describe('a Slack text read here', () => {
  test('people, channels and everybody become our ids, unknown ones stay readable', () => {
    expect(read('<@U1> see <#C1|ops> <!channel>')).toBe('<@U01JD3ZK5Q8XG7TRN> see <#C01JD3ZK5Q8XG7TRN> <!channel>');
    expect(read('<@U9|bob> <#C9|old>')).toBe('@bob #old');
  });

  test('links keep their words', () => {
    expect(read('<https://a.test/x_y*z|the page> <https://b.test> <mailto:a@b.c|a@b.c>')).toBe(
      '[the page](https://a.test/x_y*z) https://b.test [a@b.c](mailto:a@b.c)',
    );
  });

  test('marks become markdown, escapes are undone', () => {
    expect(read('*bold* and ~gone~, 2 * 3 * 4 &lt;b&gt; &amp; _i_')).toBe('**bold** and ~~gone~~, 2 * 3 * 4 <b> & _i_');
  });

  test('code stays code', () => {
    expect(read('`a *b* <https://x.test>` ```if (a &lt; b) *p*```')).toBe(
      '`a *b* https://x.test` ```if (a < b) *p*```',
    );
  });
});
