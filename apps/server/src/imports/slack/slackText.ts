/** Names and ids that a Slack text refers to, as they are here. */
export interface TextNames {
  /** Our user for a Slack user id, if there is one. */
  user(id: string): string | undefined;
  channel(id: string): string | undefined;
}

const codePattern = /(```[\s\S]*?```|`[^`\n]+`)/g;
const tokenPattern = /<([^<>\n]{1,4000})>/g;

/**
 * Slack’s own markup as markdown with our ids: `<@U1>`, `<#C1|x>`, `<!channel>`, `<http://a|b>`, `*bold*`, `~struck~`,
 * and the three escaped characters. Code keeps its text; only links and escapes are undone in it.
 */
export function fromSlackText(text: string, names: TextNames): string {
  return text
    .split(codePattern)
    .map((part, index) =>
      index % 2 === 1 ? unescapeText(part.replace(tokenPattern, plainToken)) : fromProse(part, names),
    )
    .join('');
}

/** A Slack text as one reads it, without marks or ids: for topics. */
export function plainSlackText(text: string): string {
  return unescapeText(
    text.replace(/<([^<>\n]{1,4000})>/g, (_whole, token: string) => split(token)[1] ?? split(token)[0]),
  );
}

function fromProse(part: string, names: TextNames): string {
  // Marks first, outside of tokens, so that an asterisk inside an address is not one.
  const pieces = part.split(/(<[^<>\n]{1,4000}>)/g);
  return pieces
    .map((piece, index) => (index % 2 === 1 ? fromToken(piece.slice(1, -1), names) : unescapeText(marks(piece))))
    .join('');
}

function marks(text: string): string {
  return text
    .replace(/(^|[\s("'])\*(?=\S)([^*\n]*?\S)\*(?=$|[\s)"'.,;:!?])/g, '$1**$2**')
    .replace(/(^|[\s("'])~(?=\S)([^~\n]*?\S)~(?=$|[\s)"'.,;:!?])/g, '$1~~$2~~');
}

function fromToken(token: string, names: TextNames): string {
  const [target = '', label] = split(token);
  if (target.startsWith('@')) {
    const id = target.slice(1);
    const user = names.user(id);
    return user ? `<@${user}>` : `@${label ?? id}`;
  }
  if (target.startsWith('#')) {
    const id = target.slice(1);
    const channel = names.channel(id);
    return channel ? `<#${channel}>` : `#${label ?? id}`;
  }
  if (target.startsWith('!')) return fromCommand(target.slice(1), label);
  const url = unescapeText(target);
  if (label === undefined || unescapeText(label) === url) return url;
  return `[${unescapeText(label).replace(/[[\]]/g, '')}](${url.replace(/\)/g, '%29')})`;
}

function fromCommand(command: string, label: string | undefined): string {
  if (command === 'channel' || command === 'everyone' || command === 'group') return '<!channel>';
  if (command === 'here') return '@here';
  if (command.startsWith('date^')) return label ?? command;
  return label ? unescapeText(label) : `@${command.split('^')[0]}`;
}

function plainToken(whole: string, token: string): string {
  if (!/^(https?:|mailto:|[@#!])/.test(token)) return whole;
  const [target = '', label] = split(token);
  return label ?? target;
}

function split(token: string): [string, string | undefined] {
  const bar = token.indexOf('|');
  return bar === -1 ? [token, undefined] : [token.slice(0, bar), token.slice(bar + 1)];
}

function unescapeText(text: string): string {
  return text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}
