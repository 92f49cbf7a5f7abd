import { parseAst, type Plugin } from 'vite';

const wanted = ['Lexer', 'Tokenizer'];

/**
 * marked comes as one file, in which assigning to its front function ties the lexer to the HTML renderer. This leaves in the
 * build what the lexer alone needs.
 */
export function lexerOnly(): Plugin {
  return {
    name: 'lexer-only',
    apply: 'build',
    transform: {
      filter: { id: /[\\/]marked[\\/]lib[\\/]marked\.esm\.js$/ },
      handler: (code) => ({ code: keepOnly(code, wanted), map: null }),
    },
  };
}

type Node = { type: string; start: number; end: number; [key: string]: unknown };
type Specifier = { local: { name: string }; exported: { name: string } };

/** The declarations of a module that some of its exports need, and those exports. Top-level statements that declare nothing go. */
export function keepOnly(code: string, exports: readonly string[]): string {
  const { body } = parseAst(code) as unknown as { body: Node[] };
  const exported = body.flatMap((node) => (node['specifiers'] ?? []) as Specifier[]);
  const kept = exported.filter((one) => exports.includes(one.exported.name));
  if (kept.length !== exports.length) throw new Error(`There is no longer an export of each of ${exports.join(', ')}.`);

  const needed = new Set(kept.map((one) => one.local.name));
  let open = body.filter((node) => declaredBy(node).length > 0);
  const used = new Set<Node>();
  for (let found: Node[] = open; found.length > 0;) {
    found = open.filter((node) => declaredBy(node).some((name) => needed.has(name)));
    open = open.filter((node) => !found.includes(node));
    for (const node of found) {
      used.add(node);
      for (const name of namesIn(node)) needed.add(name);
    }
  }
  const list = kept.map((one) => `${one.local.name} as ${one.exported.name}`).join();
  const statements = body.filter((node) => used.has(node)).map((node) => code.slice(node.start, node.end));
  return `${statements.join('\n')}\nexport{${list}};`;
}

function declaredBy(node: Node): string[] {
  if (node.type === 'VariableDeclaration')
    return (node['declarations'] as { id: { name: string } }[]).map((one) => one.id.name);
  const isNamed = node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration';
  return isNamed ? [(node['id'] as { name: string }).name] : [];
}

/** Every name that occurs in a node, names of properties aside. May be too many, never too few. */
function* namesIn(node: Node): Generator<string> {
  if (node.type === 'Identifier') yield node['name'] as string;
  for (const [key, part] of Object.entries(node)) {
    const isPropertyName = (key === 'property' || key === 'key') && node['computed'] !== true;
    if (isPropertyName && (part as Node).type === 'Identifier' && node['shorthand'] !== true) continue;
    for (const child of Array.isArray(part) ? part : [part]) if (isNode(child)) yield* namesIn(child);
  }
}

const isNode = (part: unknown): part is Node => typeof part === 'object' && part !== null && 'type' in part;
