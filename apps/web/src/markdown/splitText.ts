import type { Inline } from './nodes.ts';

const entityOrEmoji = /<([@#])([A-Z][0-9A-HJKMNP-TV-Z]{16})>|<!(channel|here)>|:([a-z0-9_+'-]{1,64}):/g;

/** Finds entities (`<@U…>`, `<#C…>`, `<!here>`) and `:emoji:` in a stretch of plain text; newlines become breaks. */
export function splitText(text: string): Inline[] {
  const found: Inline[] = [];
  let end = 0;
  entityOrEmoji.lastIndex = 0;
  for (let match = entityOrEmoji.exec(text); match; match = entityOrEmoji.exec(text)) {
    const node = toInline(match, text);
    if (!node) {
      // `10:30:45`: the closing colon may open an emoji.
      entityOrEmoji.lastIndex = match.index + match[0].length - 1;
      continue;
    }
    pushLines(found, text.slice(end, match.index));
    found.push(node);
    end = entityOrEmoji.lastIndex;
  }
  pushLines(found, text.slice(end));
  return found;
}

function toInline(match: RegExpExecArray, text: string): Inline | undefined {
  const [, sigil, id, scope, emoji] = match;
  if (id) return sigil === '@' ? { kind: 'user', id } : { kind: 'channel', id };
  if (scope) return { kind: 'broadcast', scope: scope as 'channel' | 'here' };
  const before = text[match.index - 1] ?? ' ';
  if (emoji && !/[\p{L}\p{N}]/u.test(before)) return { kind: 'emoji', name: emoji };
  return undefined;
}

function pushLines(into: Inline[], text: string): void {
  text.split('\n').forEach((line, index) => {
    if (index > 0) into.push({ kind: 'break' });
    if (line !== '') into.push({ kind: 'text', text: line });
  });
}
