import type { ServerFile } from './bundle.ts';
import type { Databases } from './databases.ts';
import type { Ground } from './load/measure.ts';
import type { People } from './members/member.ts';
import { joinPlain } from './members/plain.ts';
import { joinRoost } from './members/roost.ts';
import { joinSlowly } from './members/slowRoost.ts';
import { joinSocketIo } from './members/socketIo.ts';
import type { Town } from './towns.ts';

/** A server that can be measured. */
export interface Target {
  title: string;
  file: ServerFile;
  env(databases: Databases, town: Town): Promise<Record<string, string>>;
  /** How members come to a server of it on this port. */
  join(port: number, town: Town): Ground['join'];
  /** How somebody comes who reads slowly, in the scenarios that have one. */
  joinSlowly?(port: number, town: Town): Ground['joinSlowly'];
  /** Who may come to it, in the scenarios that have members of their own. */
  people?(port: number, town: Town): People;
}

const nothing = async () => ({ DATABASE_URL: '' });

const plain: Target['join'] = (port, town) => (person, where, ears, coming) =>
  joinPlain(port, roomOf(person, where, town), ears, coming);

const socketIo: Target['join'] = (port, town) => (person, where, ears, coming) =>
  joinSocketIo(port, roomOf(person, where, town), ears, coming);

const roost = {
  title: 'Roost (durable)',
  file: 'roost',
  env: async (_databases, { databaseUrl }) => ({ DATABASE_URL: databaseUrl }),
  join: (port, town) => (person, where, ears, coming) => {
    const channel = where === 'crowd' ? town.crowd : town.rooms[Math.floor(person / town.roomSize)]!;
    return joinRoost(port, { token: town.tokens[person]!, channel }, ears, coming);
  },
} satisfies Target;

export const targets = {
  roost: {
    ...roost,
    joinSlowly: (port, town) => (person, bytesPerSecond) => {
      const channels = [town.crowd, town.rooms[Math.floor(person / town.roomSize)]!];
      return joinSlowly(port, { token: town.tokens[person]!, channels }, bytesPerSecond);
    },
    people: (port, { tokens, crowd, rooms, roomSize }) => ({
      port,
      tokens,
      crowd,
      roomOf: (person) => rooms[Math.floor(person / roomSize)]!,
    }),
  },
  roostAlone: { ...roost, title: 'Roost without the slow reader' },
  limit: { title: 'limit (stores nothing)', file: 'limit', env: nothing, join: plain },
  durable: {
    title: 'limit behind a group commit',
    file: 'durable',
    env: async (databases) => ({ DATABASE_URL: await databases.open('durable') }),
    join: plain,
  },
  naive: { title: 'naive ws (stores nothing)', file: 'naive', env: nothing, join: plain },
  perMessage: {
    title: 'a transaction per message',
    file: 'naive',
    env: async (databases) => ({ DATABASE_URL: await databases.open('naive') }),
    join: plain,
  },
  socketIo: { title: 'Socket.IO (stores nothing)', file: 'socketIo', env: nothing, join: socketIo },
  socketIoRecovery: {
    title: 'Socket.IO with recovery',
    file: 'socketIo',
    env: async () => ({ RECOVERY: '1' }),
    join: socketIo,
  },
} satisfies Record<string, Target>;
export type TargetName = keyof typeof targets;

function roomOf(person: number, where: 'crowd' | 'rooms', { roomSize }: Town): string {
  return where === 'crowd' ? 'crowd' : `room ${Math.floor(person / roomSize)}`;
}
