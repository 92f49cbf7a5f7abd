// What the composer's keys and buttons do to the text, as pure functions of text and selection.

export interface Edit {
  text: string;
  start: number;
  end: number;
}

/** Puts `mark` around the selection, or takes it away when it is there already. */
export function toggleWrap({ text, start, end }: Edit, mark: string): Edit {
  const size = mark.length;
  const inside = text.slice(start, end);
  if (text.slice(start - size, start) === mark && text.slice(end, end + size) === mark) {
    return {
      text: text.slice(0, start - size) + inside + text.slice(end + size),
      start: start - size,
      end: end - size,
    };
  }
  if (inside.length >= 2 * size && inside.startsWith(mark) && inside.endsWith(mark)) {
    const bare = inside.slice(size, -size);
    return { text: text.slice(0, start) + bare + text.slice(end), start, end: start + bare.length };
  }
  return { text: text.slice(0, start) + mark + inside + mark + text.slice(end), start: start + size, end: end + size };
}

/** Puts `prefix` (`- `, `> `, `1. `) before every selected line, or takes it away when all have it. */
export function togglePrefix({ text, start, end }: Edit, prefix: string): Edit {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const nextBreak = text.indexOf('\n', end);
  const to = nextBreak === -1 ? text.length : nextBreak;
  const lines = text.slice(from, to).split('\n');
  const numbered = /^\d+\. $/.test(prefix);
  const has = (line: string) => (numbered ? /^\d+\. /.test(line) : line.startsWith(prefix));
  const all = lines.every(has);
  const changed = lines.map((line, index) => {
    if (all) return numbered ? line.replace(/^\d+\. /, '') : line.slice(prefix.length);
    return has(line) ? line : (numbered ? `${index + 1}. ` : prefix) + line;
  });
  const block = changed.join('\n');
  const first = changed[0]!.length - lines[0]!.length;
  return {
    text: text.slice(0, from) + block + text.slice(to),
    start: Math.max(from, start + first),
    end: Math.max(from, end + block.length - (to - from)),
  };
}

/** Wraps the selection in a fenced code block on lines of its own. */
export function wrapFence({ text, start, end }: Edit): Edit {
  const before = start > 0 && text[start - 1] !== '\n' ? '\n' : '';
  const opening = `${before}\`\`\`\n`;
  const closing = `\n\`\`\`${end < text.length && text[end] !== '\n' ? '\n' : ''}`;
  const inside = text.slice(start, end);
  const at = start + opening.length;
  return {
    text: text.slice(0, start) + opening + inside + closing + text.slice(end),
    start: at,
    end: at + inside.length,
  };
}

/** Whether the caret stands inside a code fence that is still open; Enter is a newline there. */
export function insideFence(text: string, caret: number): boolean {
  const fences = text.slice(0, caret).match(/^```/gm);
  return (fences?.length ?? 0) % 2 === 1;
}

const itemPattern = /^(\s*)(?:([-*+])|(\d+)([.)])|(>))\s+(.*)$/;

/**
 * A newline that continues a list or quote. On an empty item it ends the list instead. Null when the line is neither.
 */
export function continueLine({ text, start, end }: Edit): Edit | null {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const match = itemPattern.exec(text.slice(from, start));
  if (!match) return null;
  const [, indent, bullet, number, punctuation, quote, content] = match;
  if (content === '') return { text: text.slice(0, from) + text.slice(end), start: from, end: from };
  const marker = bullet ?? quote ?? `${Number(number) + 1}${punctuation}`;
  const insert = `\n${indent}${marker} `;
  return {
    text: text.slice(0, start) + insert + text.slice(end),
    start: start + insert.length,
    end: start + insert.length,
  };
}

/** Replaces the selection; the caret ends up after what was inserted. */
export function insert({ text, start, end }: Edit, what: string): Edit {
  const at = start + what.length;
  return { text: text.slice(0, start) + what + text.slice(end), start: at, end: at };
}

/** Pasting a lone URL over selected words links them; null when that is not what happens. */
export function pasteLink(edit: Edit, pasted: string): Edit | null {
  const words = edit.text.slice(edit.start, edit.end);
  if (!words.trim() || words.includes('\n') || /^https?:/.test(words)) return null;
  if (!/^https?:\/\/\S+$/.test(pasted.trim())) return null;
  return insert(edit, `[${words}](${pasted.trim()})`);
}
