import type { Databases } from './databases.ts';
import { startServer } from './processes.ts';

/** Workspaces of Roost in which scenarios take place. */
const towns = {
  small: { members: 1_000, rooms: 50, roomSize: 4 },
  large: { members: 10_000, rooms: 1_000, roomSize: 10 },
};
export type TownName = keyof typeof towns;

export interface Town {
  databaseUrl: string;
  roomSize: number;
  /** By member. */
  tokens: string[];
  /** The channel of everybody, and those of a few. */
  crowd: string;
  rooms: string[];
}

/** Makes each of them when it is first asked for. */
export class Towns {
  readonly #databases: Databases;
  readonly #server: string;
  readonly #made = new Map<TownName, Promise<Town>>();

  /** `server` is the file of Roost's server. */
  constructor(databases: Databases, server: string) {
    this.#databases = databases;
    this.#server = server;
  }

  open(name: TownName): Promise<Town> {
    const made = this.#made.get(name) ?? this.#make(name);
    this.#made.set(name, made);
    return made;
  }

  async #make(name: TownName): Promise<Town> {
    const wanted = towns[name];
    console.log(`Making ${wanted.members} members …`);
    const databaseUrl = await this.#databases.openRoost(`roost_${name}`);
    const env = { DATABASE_URL: databaseUrl, SEED: JSON.stringify(wanted) };
    const server = await startServer(this.#server, env, { profiled: false });
    await server.stop();
    const { tokens, crowd, rooms } = server.facts as unknown as Pick<Town, 'tokens' | 'crowd' | 'rooms'>;
    return { databaseUrl, roomSize: wanted.roomSize, tokens, crowd, rooms };
  }
}
