const one =
  /^(?:\p{RI}\p{RI}|[#*0-9]\uFE0F?\u20E3|(?!\p{Emoji_Component})(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F)\p{Emoji_Modifier}?\uFE0F?(?:\u200D\p{Extended_Pictographic}\uFE0F?\p{Emoji_Modifier}?)*(?:[\u{E0020}-\u{E007F}]+)?)/u;

/** How many emoji a text consists of, or 0 if it holds anything else (spaces aside) or more than `most`. */
export function countIfOnlyEmoji(text: string, most: number): number {
  let rest = text.trimStart();
  let count = 0;
  while (rest !== '') {
    const match = one.exec(rest);
    if (!match || count === most) return 0;
    count++;
    rest = rest.slice(match[0].length).trimStart();
  }
  return count;
}
