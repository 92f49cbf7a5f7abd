import { act, cleanup, fireEvent, render, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { loadEmojiTable } from '../ui/emoji/emojiTable.ts';
import { MessageText, type MessageTextProps } from './MessageText.tsx';

afterEach(cleanup);

const maya = 'U01J8Z0QK9X5T7R2M';
const ops = 'C01J8Z0QK9X5T7R2N';
const props: Omit<MessageTextProps, 'text'> = {
  renderUser: (id) => <b data-user={id}>@maya</b>,
  renderChannel: (id) => <b data-channel={id}>#ops</b>,
  renderBroadcast: (scope) => <b data-broadcast={scope}>@{scope}</b>,
  labels: {
    copy: 'Copy',
    copied: 'Copied',
    code: 'Code',
    showAll: (lines) => `Show all ${lines} lines`,
    showLess: 'Show less',
  },
};
const show = (text: string, more: Partial<MessageTextProps> = {}) =>
  render(<MessageText text={text} {...props} {...more} />).container;
const html = (text: string) =>
  show(text)
    .querySelector('[data-message-text]')!
    .innerHTML.replace(/ (dir|class|style)="[^"]*"/g, '');

describe('what is formatted', () => {
  it.each([
    ['**a** *b* _c_ ~~d~~ `e`', '<p><strong>a</strong> <em>b</em> <em>c</em> <del>d</del> <code>e</code></p>'],
    ['one\ntwo\n\nthree', '<p>one<br>two</p><p>three</p>'],
    ['# a\n## b\n### c', '<h4 data-level="1">a</h4><h5 data-level="2">b</h5><h6 data-level="3">c</h6>'],
    ['#### four', '<p>#### four</p>'],
    ['> a\n> b', '<blockquote><p>a<br>b</p></blockquote>'],
    ['- a\n- b', '<ul><li><p>a</p></li><li><p>b</p></li></ul>'],
    ['3. a\n4. b', '<ol start="3"><li><p>a</p></li><li><p>b</p></li></ol>'],
    ['a\n\n---\n\nb', '<p>a</p><hr><p>b</p>'],
    ['snake_case_name and 2*3*4', '<p>snake_case_name and 2<em>3</em>4</p>'],
    ['\\*not\\* and \\<b\\>', '<p>*not* and &lt;b&gt;</p>'],
    ['Tom &amp; Jerry &lt;b&gt;', '<p>Tom &amp;amp; Jerry &amp;lt;b&amp;gt;</p>'],
    ['title\n---\nx', '<p>title</p><hr><p>x</p>'],
    ['    indented', '<p>indented</p>'],
    [
      '[a]: https://x.org\n[a]',
      '<p>[a]: <a href="https://x.org/" target="_blank" rel="noopener noreferrer nofollow">https://x.org</a><br>[a]</p>',
    ],
  ])('renders %j', (text, expected) => {
    expect(html(text).replace(/<p> +/g, '<p>')).toBe(expected);
  });

  it('renders tables with the alignment of their columns', () => {
    const table = show('| a | b |\n|:-|-:|\n| 1 | **2** |').querySelector('table')!;
    expect(table.textContent).toBe('ab12');
    expect(table.querySelectorAll('td')[1]!.style.textAlign).toBe('right');
  });

  it('renders task lists without controls', () => {
    const box = show('- [x] done\n- [ ] open');
    expect(box.textContent).toBe('☑done☐open');
    expect(box.querySelector('input')).toBeNull();
  });

  it('puts the suffix behind the last words', () => {
    expect(show('a\n\nb', { suffix: '(edited)' }).querySelector('p:last-child')!.textContent).toBe('b (edited)');
    expect(show('```\nx\n```', { suffix: '(edited)' }).lastElementChild!.lastElementChild!.textContent).toBe(
      '(edited)',
    );
  });
});

describe('what strangers may not do', () => {
  it.each([
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](  javascript:alert(1))',
    '[x](java\tscript:alert(1))',
    '[x](java&#x0A;script:alert(1))',
    '[x](&#106;avascript:alert(1))',
    '[x](data:text/html;base64,PHNjcmlwdD4=)',
    '[x](vbscript:x)',
    '[x](file:///etc/passwd)',
    '[x](//evil.org)',
    '[x](/relative)',
    '<javascript:alert(1)>',
    '<data:text/html,x>',
    '![x](javascript:alert(1))',
    '![x](data:image/svg+xml,<svg onload=alert(1)>)',
    '[x][y]\n\n[y]: javascript:alert(1)',
    'ftp://x.org/y',
  ])('makes no link of %j and keeps its text', (text) => {
    const box = show(text);
    expect(box.querySelector('a')).toBeNull();
    expect(box.textContent).toContain(text.slice(1, 3));
  });

  it.each([
    '<img src=x onerror=alert(1)>',
    '<script>alert(1)</script>',
    '<b onclick="x">bold</b>',
    '<svg><animate onbegin=alert(1)>',
    '<!-- hidden -->',
    '<?php echo 1 ?>',
    '<div>\n\n**b**\n\n</div>',
    '</p><iframe src=//evil.org>',
  ])('shows %j as text', (text) => {
    const box = show(text);
    expect(box.querySelector('img,script,svg,iframe,[data-message-text] div,b,strong div')).toBeNull();
    expect(box.textContent).toContain(text.split('\n')[0]);
  });

  it('still formats what stands between the tags', () => {
    expect(html('<div>\n**a** <b>*c*</b>')).toBe(
      '<p>&lt;div&gt;<br><strong>a</strong> &lt;b&gt;<em>c</em>&lt;/b&gt;</p>',
    );
  });

  it('loads no remote image: it becomes a link', () => {
    const box = show('![a cat](https://x.org/cat.png)');
    expect(box.querySelector('img')).toBeNull();
    expect(box.querySelector('a')!.textContent).toBe('a cat');
  });

  it('opens every link elsewhere, without opener, referrer or endorsement', () => {
    const link = show('[a](https://x.org)').querySelector('a')!;
    expect([link.target, link.rel]).toEqual(['_blank', 'noopener noreferrer nofollow']);
  });

  it('tells where a link with words of its own leads', () => {
    expect(show('[https://bank.example](https://evil.example)').querySelector('a')!.title).toBe(
      'https://evil.example/',
    );
  });
});

describe('addresses in plain text', () => {
  it.each([
    ['See https://x.org/a.', 'https://x.org/a'],
    ['(https://x.org/a)', 'https://x.org/a'],
    ['https://x.org/a_(b)', 'https://x.org/a_(b)'],
    ['https://x.org/a?b=c&d=e, and', 'https://x.org/a?b=c&d=e'],
    ['"https://x.org/a"!', 'https://x.org/a'],
    ['https://x.org/a**', 'https://x.org/a'],
    ['<https://x.org/a>', 'https://x.org/a'],
    ['www.x.org', 'http://www.x.org/'],
    ['me@x.org', 'mailto:me@x.org'],
    ['https://x.org/ж', 'https://x.org/%D0%B6'],
    ['<https://пример.рф/>', 'https://xn--e1afmkfd.xn--p1ai/'],
  ])('finds the address in %j', (text, href) => {
    expect(show(text).querySelector('a')!.href).toBe(href);
  });
});

describe('entities', () => {
  it('renders people, channels and broadcasts through the caller', () => {
    const box = show(`<@${maya}> see <#${ops}> <!channel> <!here>`);
    expect(box.querySelector('[data-user]')!.getAttribute('data-user')).toBe(maya);
    expect(box.querySelector('[data-channel]')!.getAttribute('data-channel')).toBe(ops);
    expect([...box.querySelectorAll('[data-broadcast]')].map((one) => one.getAttribute('data-broadcast'))).toEqual([
      'channel',
      'here',
    ]);
    expect(box.textContent).toBe('@maya see #ops @channel @here');
  });

  it('finds them inside emphasis, quotes, lists, headings and tables', () => {
    const text = `**<@${maya}>** *x <@${maya}>*\n> <@${maya}>\n\n- <@${maya}>\n\n# <@${maya}>\n\n|a|\n|-|\n|<@${maya}>|`;
    expect(show(text).querySelectorAll('[data-user]')).toHaveLength(6);
  });

  it('leaves code alone', () => {
    const box = show(`\`<@${maya}>\` and\n\`\`\`\n<@${maya}> :tada: <!here>\n\`\`\``);
    expect(box.querySelector('[data-user],[data-broadcast]')).toBeNull();
    expect(box.querySelector('pre')!.textContent).toBe(`<@${maya}> :tada: <!here>`);
  });

  it.each([
    `<@${maya.toLowerCase()}>`,
    '<@U123>',
    `<@${maya}X>`,
    `<@\u200B${maya}>`,
    `\\<@${maya}>`,
    '<!everyone>',
    '<@UIIIIIIIIIIIIIIII>',
  ])('leaves %j as text', (text) => {
    const box = show(text);
    expect(box.querySelector('[data-user],[data-broadcast]')).toBeNull();
    expect(box.textContent).toBe(text.replace('\\', ''));
  });

  it('never nests one inside a link', () => {
    const box = show(`[hi <@${maya}>](https://x.org)`);
    expect(box.querySelector('a [data-user]')).toBeNull();
    expect(box.textContent).toBe('hi @maya (https://x.org)');
  });
});

describe('code', () => {
  it('names the language, does not format what is inside and copies it whole', async () => {
    const writeText = vi.fn(() => Promise.resolve());
    vi.stubGlobal('navigator', { ...navigator, clipboard: { writeText } });
    const box = show('```ts title\nconst **a** = 1;\n```');
    expect(box.querySelector('pre')!.textContent).toBe('const **a** = 1;');
    expect(box.textContent).toMatch(/^ts/);
    await act(async () => fireEvent.click(box.querySelector('button')!));
    expect(writeText).toHaveBeenCalledWith('const **a** = 1;');
    expect(box.querySelector('button')!.textContent).toBe('Copied');
    vi.unstubAllGlobals();
  });

  it('colours the code once the colours have arrived, without changing a letter', async () => {
    const box = show('```ts\nconst a = 1;\n```');
    await waitFor(() => expect(box.querySelectorAll('pre span')).toHaveLength(2), { timeout: 5000 });
    expect(box.querySelector('pre')!.textContent).toBe('const a = 1;');
  });

  it('folds what is longer than 24 lines', () => {
    const text = Array.from({ length: 30 }, (_, index) => `line ${index}`).join('\n');
    const box = show(`\`\`\`\n${text}\n\`\`\``);
    expect(box.querySelector('pre')!.textContent).toBe(text.split('\n').slice(0, 24).join('\n'));
    const fold = box.querySelector<HTMLButtonElement>('button[aria-expanded]')!;
    expect(fold.textContent).toBe('Show all 30 lines');
    fireEvent.click(fold);
    expect(box.querySelector('pre')!.textContent).toBe(text);
  });

  it('takes a fence without end as code to the end', () => {
    expect(show('a\n```\nx <b> **y**').querySelector('pre')!.textContent).toBe('x <b> **y**');
  });

  it('copes with backticks that do not pair', () => {
    expect(show('a ` b `` c').textContent).toBe('a ` b `` c');
  });
});

describe('depth and length', () => {
  it('nests quotes five deep at most and keeps the rest as text', () => {
    const box = show(`${'>'.repeat(3000)} deep`);
    expect(box.querySelectorAll('blockquote').length).toBe(5);
    expect(box.textContent).toContain('deep');
  });

  it('keeps the end of a text that is too long to format', () => {
    const box = show(`**a** ${'x'.repeat(2000)} ${'y '.repeat(6000)} **end**`);
    expect(box.textContent).toMatch(/\*\*end\*\*$/);
  });

  it('does not cut an emoji in two', () => {
    const box = show(`${'x'.repeat(11_999)}🙌 z`);
    expect(box.textContent).toBe(`${'x'.repeat(11_999)}🙌 z`);
    expect([...box.querySelectorAll('p')].map((one) => one.textContent.slice(-4))).toEqual(['xxxx', '🙌 z']);
  });
});

describe('scripts and invisible characters', () => {
  it('lets every block choose its own direction', () => {
    const box = show('שלום\n\nhello');
    expect([...box.querySelectorAll('p')].every((one) => one.dir === 'auto')).toBe(true);
  });

  it.each(['\u200B', '\u202Eabc', '', '\0', '\uD800'])('survives %j', (text) => {
    expect(() => show(text)).not.toThrow();
  });
});

describe('emoji', () => {
  it('turns shortcodes into emoji and leaves other colons alone', async () => {
    await loadEmojiTable();
    expect(show('go :rocket:! :not_an_emoji: 10:30:45 a:smile:').textContent).toBe(
      'go 🚀! :not_an_emoji: 10:30:45 a:smile:',
    );
  });

  it('prefers the workspace’s own', () => {
    expect(
      show(':rocket:', { renderEmoji: (name) => (name === 'rocket' ? <i data-own /> : undefined) }).querySelector(
        '[data-own]',
      ),
    ).not.toBeNull();
  });

  it.each([
    ['🙌', true],
    [':tada: :rocket:', true],
    ['👩🏽‍💻🇳🇴 1️⃣', true],
    ['🙌🙌🙌🙌', false],
    ['🙌 yes', false],
    ['123', false],
    ['**🙌**', false],
    [':nope:', false],
  ])('shows %j large: %s', async (text, large) => {
    await loadEmojiTable();
    expect(show(text).querySelector('[data-message-text]')!.className.includes('jumbo')).toBe(large);
  });
});
