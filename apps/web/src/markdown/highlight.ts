/** Colours for code in messages: one linear pass per language family. No grammar: strings, comments, numbers, keywords, calls. */
export type CodePiece = { text: string; kind: 'keyword' | 'string' | 'number' | 'comment' | 'call' | undefined };

type Family = { comment: string; words: string; ignoreCase?: boolean; backtick?: boolean };

const cWords =
  'abstract as async await bool boolean break case catch char class const continue default defer delete do double else enum export extends extern false final finally float fn for func function go goto if impl implements import in instanceof int interface internal is let long loop map match mod module move mut namespace new nil null of operator override package private protected pub public range readonly ref return select self short signed sizeof static string struct super switch synchronized template this throw throws trait true try type typedef typeof undefined union unsafe unsigned use using val var virtual void volatile when where while with yield';
const families: Readonly<Record<string, Family>> = {
  c: { comment: '//[^\\n]*|/\\*[\\s\\S]*?(?:\\*/|$)', words: cWords, backtick: true },
  script: {
    comment: '#[^\\n]*',
    words:
      'False None True and as assert async await begin break case class continue def del do done elif else elsif end ensure esac except exec exit export false fi finally for from function global if import in is lambda local module nil nonlocal not or pass raise require rescue return select self shift source then true try unless until when while with yield',
    backtick: true,
  },
  sql: {
    comment: '--[^\\n]*|/\\*[\\s\\S]*?(?:\\*/|$)',
    ignoreCase: true,
    words:
      'add all alter analyze and any as asc begin between by cascade case cast check column commit constraint create cross current database default delete desc distinct do drop else end exists explain false for foreign from full function grant group having if in index inner insert intersect into is join key left like limit materialized not null offset on or order outer over partition primary references returning revoke right rollback select set some table then to transaction trigger true union unique update using values view when where with',
  },
  data: { comment: '#[^\\n]*|//[^\\n]*', words: 'true false null yes no on off' },
};
/** A Map, because the key comes from strangers: `constructor` must find nothing. */
const familyOf: ReadonlyMap<string, string> = new Map(
  (
    [
      [
        'c',
        'c cc cpp c++ cs csharp go golang java js javascript jsx kotlin kt mjs php rs rust scala swift ts tsx typescript css scss dart zig',
      ],
      ['script', 'bash sh shell zsh console py python rb ruby dockerfile makefile perl pl elixir ex r nix'],
      ['sql', 'sql postgres postgresql mysql sqlite plpgsql'],
      ['data', 'json json5 jsonc yaml yml toml ini conf env'],
    ] as const
  ).flatMap(([family, names]) => names.split(' ').map((name) => [name, family] as const)),
);

const lexers = new Map<string, { pattern: RegExp; words: ReadonlySet<string>; ignoreCase: boolean }>();

/** Pieces that join to `code`. Without a known language there is one plain piece. */
export function highlight(code: string, language: string | undefined): CodePiece[] {
  const family = familyOf.get(language?.toLowerCase() ?? '');
  if (!family) return [{ text: code, kind: undefined }];
  const { pattern, words, ignoreCase } = lexerFor(family);
  const pieces: CodePiece[] = [];
  let end = 0;
  pattern.lastIndex = 0;
  for (let match = pattern.exec(code); match; match = pattern.exec(code)) {
    const [text, comment, string, number, word, call] = match;
    const isKeyword = word !== undefined && words.has(ignoreCase ? word.toLowerCase() : word);
    const kind = comment
      ? 'comment'
      : string
        ? 'string'
        : number
          ? 'number'
          : isKeyword
            ? 'keyword'
            : call !== undefined
              ? 'call'
              : undefined;
    if (!kind) continue;
    if (match.index > end) pieces.push({ text: code.slice(end, match.index), kind: undefined });
    pieces.push({ text, kind });
    end = match.index + text.length;
  }
  if (end < code.length) pieces.push({ text: code.slice(end), kind: undefined });
  return pieces;
}

function lexerFor(name: string) {
  let lexer = lexers.get(name);
  const family = families[name];
  if (!lexer && family) {
    const strings = `"(?:\\\\.|[^"\\\\\\n])*"?|'(?:\\\\.|[^'\\\\\\n])*'?${family.backtick ? '|`(?:\\\\[\\s\\S]|[^`\\\\])*`?' : ''}`;
    const pattern = new RegExp(`(${family.comment})|(${strings})|(\\b\\d[\\w.]*)|([A-Za-z_$][\\w$]*)(?=(\\()?)`, 'g');
    lexer = { pattern, words: new Set(family.words.split(' ')), ignoreCase: family.ignoreCase === true };
    lexers.set(name, lexer);
  }
  if (!lexer) throw new Error(`no such language family: ${name}`);
  return lexer;
}
