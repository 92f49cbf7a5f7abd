import { parseArgs } from 'node:util';
import { ImportRefused } from './refused.ts';

export const usage = `Brings a Slack export into this Roost: people, channels, messages, threads and reactions.

  npm run import:slack -- <folder or zip> [options]

  --workspace <id or name>   into which workspace; not needed when there is only one
  --dry-run                  read and count everything, change nothing
  --placeholders             import people whom users.json does not list under their id, instead of stopping
  --help                     show this

Run it as often as you like: what was imported before is not imported again.`;

export type Asked =
  | { type: 'help' }
  | { type: 'wrong'; why: string }
  | { type: 'import'; path: string; workspace: string | null; dryRun: boolean; placeholders: boolean };

/** What the command line asks for. */
export function readArguments(args: readonly string[]): Asked {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        workspace: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
        placeholders: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) return { type: 'help' };
    const [path, ...more] = positionals;
    if (path === undefined) return { type: 'wrong', why: 'Which export? Give its folder or zip.' };
    if (more.length > 0) return { type: 'wrong', why: `One export at a time; ${more.join(' ')} is too much.` };
    return {
      type: 'import',
      path,
      workspace: values.workspace ?? null,
      dryRun: values['dry-run'],
      placeholders: values.placeholders,
    };
  } catch (error) {
    return { type: 'wrong', why: (error as Error).message };
  }
}

/** The workspace that is meant. Throws `ImportRefused` that says what there is. */
export function chooseWorkspace(all: readonly { id: string; name: string }[], wanted: string | null): string {
  if (all.length === 0)
    throw new ImportRefused(
      'There is no workspace yet. Start Roost with npm start, set it up in the browser, then import.',
    );
  const list = all.map(({ id, name }) => `  ${id}  ${name}`).join('\n');
  if (wanted === null) {
    if (all.length === 1) return all[0]!.id;
    throw new ImportRefused(`Into which workspace? Say --workspace with one of these ids:\n${list}`);
  }
  const named = all.filter(({ id, name }) => id === wanted || name.toLowerCase() === wanted.trim().toLowerCase());
  if (named.length === 1) return named[0]!.id;
  const problem = named.length === 0 ? `There is no workspace ${wanted}.` : `Several workspaces are called ${wanted}.`;
  throw new ImportRefused(`${problem} Say --workspace with one of these ids:\n${list}`);
}
