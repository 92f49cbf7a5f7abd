import {
  Archive,
  AlarmClock,
  BellOff,
  ChartBarBig,
  DoorOpen,
  Keyboard,
  LogIn,
  type LucideIcon,
  MessageSquare,
  Moon,
  PenLine,
  PersonStanding,
  Quote,
  Smile,
  SmilePlus,
  Star,
  Sun,
  Table2,
  UserMinus,
  UserPlus,
  Users,
} from 'lucide-react';
import type { CommandEnd, CommandOffer } from '../../message/commands.ts';
import type { ChannelRights } from '../../sync/channels.ts';
import { archive, invite, join, leave, remove, rename, setTopic, writeTo } from './channelActs.ts';
import { done, type Environment } from './environment.ts';
import { keep, remind, reminderHint, setAway, setStatus } from './ownActs.ts';

export type CommandName =
  | (
      | 'me'
      | 'remind'
      | 'topic'
      | 'invite'
      | 'dm'
      | 'join'
      | 'poll'
      | 'status'
      | 'away'
      | 'active'
      | 'shrug'
      | 'tableflip'
    )
  | ('mute' | 'star' | 'who' | 'rename' | 'remove' | 'leave' | 'archive' | 'shortcuts');

/** Something that can be typed after a slash. */
export interface Command {
  name: CommandName;
  /** What else it may be called. */
  also?: string;
  icon: LucideIcon;
  takes: CommandOffer['takes'];
  /** Of the whole channel: not in threads, and only for who may. */
  needs?: keyof ChannelRights;
  /** What it will do, as far as it is typed. */
  hint?: (env: Environment, rest: string) => string | null;
  run: (env: Environment, rest: string) => CommandEnd | Promise<CommandEnd>;
}

// Signs that markdown would take for its own are escaped.
const SHRUG = '¯\\\\\\_(ツ)\\_/¯';
const FLIP = '(╯°□°)╯︵ ┻━┻';

const after = (text: string, sign: string): string => (text === '' ? sign : `${text} ${sign}`);

function poll(env: Environment, question: string): CommandEnd {
  env.askPoll(question);
  // What was typed goes when it is asked.
  return { type: 'kept' };
}

/** All of them, in the order in which they are offered. */
export const commandTable: readonly Command[] = [
  { name: 'me', icon: PersonStanding, takes: 'something', run: (env, rest) => env.say(rest, { thirdPerson: true }) },
  { name: 'poll', icon: ChartBarBig, takes: 'maybe', run: poll },
  { name: 'remind', icon: AlarmClock, takes: 'something', hint: reminderHint, run: remind },
  { name: 'topic', icon: Quote, takes: 'something', needs: 'setTopic', run: setTopic },
  { name: 'invite', also: 'add', icon: UserPlus, takes: 'something', needs: 'invite', run: invite },
  {
    ...{ name: 'dm', also: 'msg', icon: MessageSquare, takes: 'something' },
    run: (env, rest) => writeTo(env, rest, usageOf(env, 'dm')),
  },
  { name: 'join', also: 'open', icon: LogIn, takes: 'something', run: join },
  { name: 'status', icon: Smile, takes: 'maybe', run: setStatus },
  { name: 'away', icon: Moon, takes: 'nothing', run: (env) => setAway(env, true) },
  { name: 'active', also: 'back', icon: Sun, takes: 'nothing', run: (env) => setAway(env, false) },
  { name: 'shrug', icon: SmilePlus, takes: 'maybe', run: (env, rest) => env.say(after(rest, SHRUG)) },
  { name: 'tableflip', icon: Table2, takes: 'maybe', run: (env, rest) => env.say(after(rest, FLIP)) },
  { name: 'mute', also: 'unmute', icon: BellOff, takes: 'nothing', run: (env) => keep(env, 'muted') },
  { name: 'star', also: 'unstar', icon: Star, takes: 'nothing', run: (env) => keep(env, 'starred') },
  { name: 'who', also: 'members', icon: Users, takes: 'nothing', run: showMembers },
  { name: 'rename', icon: PenLine, takes: 'something', needs: 'rename', run: rename },
  { name: 'remove', also: 'kick', icon: UserMinus, takes: 'something', needs: 'remove', run: remove },
  { name: 'leave', also: 'part', icon: DoorOpen, takes: 'nothing', needs: 'leave', run: leave },
  { name: 'archive', icon: Archive, takes: 'nothing', needs: 'archive', run: archive },
  { name: 'shortcuts', also: 'help', icon: Keyboard, takes: 'nothing', run: (env) => (env.open('shortcuts'), done) },
];

function showMembers({ go, workspaceId, channelId }: Environment): CommandEnd {
  go({ at: 'channel', workspace: workspaceId, channel: channelId, pane: { kind: 'members' } });
  return done;
}

export const usageOf = ({ t }: Pick<Environment, 't'>, name: CommandName): string =>
  `/${name} ${t(`use_${name}`)}`.trimEnd();
