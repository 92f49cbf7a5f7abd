import type { CommandEnd, CommandOffer, Commands } from '../../message/commands.ts';
import type { Typed } from '../../message/slash.ts';
import { channelHere, refuse, rightsHere, type Environment } from './environment.ts';
import { commandTable, usageOf, type Command } from './table.tsx';

/** What can be typed after a slash in a place. What one may not do there is not offered, and says why when it is typed. */
export function commandsOf(env: Environment): Commands {
  return {
    offers: (query) => {
      const usable = commandTable.filter((command) => whyNotHere(env, command) === null);
      const rank = ({ name, also }: Command) =>
        name.startsWith(query) ? 0 : also?.startsWith(query) ? 1 : name.includes(query) ? 2 : 3;
      return usable
        .filter((command) => rank(command) < 3)
        .sort((a, b) => rank(a) - rank(b))
        .map((command) => toOffer(env, command));
    },
    hint: (typed) => {
      const command = named(typed.name);
      if (!command || whyNotHere(env, command) !== null) return null;
      const hint = command.hint?.(env, typed.rest) ?? null;
      if (hint !== null) return { ...toOffer(env, command), usage: `/${command.name}`, about: hint };
      return typed.rest === '' || command.hint ? toOffer(env, command) : null;
    },
    run: (typed) => run(env, typed),
  };
}

const named = (name: string): Command | undefined =>
  commandTable.find((command) => command.name === name || command.also === name);

function toOffer(env: Environment, { name, icon: Icon, takes }: Command): CommandOffer {
  return { name, icon: <Icon />, usage: usageOf(env, name), about: env.t(`about_${name}`), takes };
}

async function run(env: Environment, { name, rest }: Typed): Promise<CommandEnd> {
  const command = named(name);
  if (!command) return { type: 'unknown', name };
  const why = whyNotHere(env, command);
  if (why !== null) return refuse(why);
  if (command.takes === 'nothing' && rest !== '') return refuse(env.t('takesNothing', { name }));
  if (command.takes === 'something' && rest === '')
    return refuse(env.t('missing', { usage: usageOf(env, command.name) }));
  try {
    return await command.run(env, rest);
  } catch (error) {
    return refuse(env.toText(error));
  }
}

function whyNotHere(env: Environment, { name, needs }: Command): string | null {
  if (needs === undefined) return null;
  if (env.threadRoot !== undefined) return env.t('notInThread', { name });
  if (channelHere(env)?.kind === 'direct') return env.t('notInDirect', { name });
  return rightsHere(env)[needs] ? null : env.t('notHere', { name });
}
