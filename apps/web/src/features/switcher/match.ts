/** How well a text answers a query: 0 begins with it, 1 a word of it does, 2 contains it, 3 has its letters in this order. */
export type Rank = 0 | 1 | 2 | 3;

export interface Match {
  rank: Rank;
  /** The pieces of the text that answer, from and to. */
  marks: readonly (readonly [from: number, to: number])[];
}

/** Compares without regard to case and accents: “ines” finds Inès. Null when the text does not answer; an empty query is answered by all. */
export function match(text: string, query: string): Match | null {
  const wanted = fold(query).text;
  if (wanted === '') return { rank: 0, marks: [] };
  const { text: folded, places } = fold(text);
  const mark = (from: number, length: number) => [places[from]!, places[from + length - 1]! + 1] as const;
  const at = bestPlace(folded, wanted);
  if (at !== -1) return { rank: at === 0 ? 0 : isWordStart(folded, at) ? 1 : 2, marks: [mark(at, wanted.length)] };
  const scattered = lettersIn(folded, wanted);
  return scattered && { rank: 3, marks: scattered.map((place) => mark(place, 1)) };
}

/** In small letters, without accents and spaces around; `places` says where in the original each letter was. */
function fold(original: string): { text: string; places: number[] } {
  let text = '';
  const places: number[] = [];
  for (let place = 0; place < original.length; place++) {
    const plain = original[place]!.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
    for (const letter of plain) {
      text += letter;
      for (let unit = 0; unit < letter.length; unit++) places.push(place);
    }
  }
  const start = text.length - text.trimStart().length;
  return { text: text.trim(), places: places.slice(start) };
}

const isWordStart = (text: string, at: number): boolean => at === 0 || /[\s._@#-]/.test(text[at - 1]!);

/** The first word that begins so, else the first place at all. */
function bestPlace(text: string, wanted: string): number {
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1))
    if (isWordStart(text, at)) return at;
  return text.indexOf(wanted);
}

/** Where the letters are, each after the one before; the first begins a word, or anything would answer anything. */
function lettersIn(text: string, wanted: string): number[] | null {
  const places: number[] = [];
  for (const letter of wanted) {
    let at = text.indexOf(letter, (places.at(-1) ?? -1) + 1);
    while (places.length === 0 && at !== -1 && !isWordStart(text, at)) at = text.indexOf(letter, at + 1);
    if (at === -1) return null;
    places.push(at);
  }
  return places;
}
