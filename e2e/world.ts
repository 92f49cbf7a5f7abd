import { test as plain, type Browser, type BrowserContextOptions } from '@playwright/test';
import { beginnings } from './beginnings.ts';
import { Person } from './person.ts';
import { Server } from './server.ts';

export { expect } from '@playwright/test';

interface World {
  /** Whether Harbor is there already: false in stories of people who come in by the screen. */
  founded: boolean;
  server: Server;
  /** Brings somebody to the server; they leave when the story ends. */
  person: (name: string, options?: BrowserContextOptions) => Promise<Person>;
  /** Sofia, who has set up Harbor, and Ade, who has joined; both are in #general. How they came in is chat.spec's story. */
  both: { sofia: Person; ade: Person };
}

/** Every story has a server of its own. */
export const test = plain.extend<World>({
  founded: [true, { option: true }],
  server: async ({ founded }, provide) => {
    const { blank, harbor } = beginnings();
    const server = await Server.start(founded ? harbor : blank);
    await provide(server);
    await server.stop();
  },
  person: async ({ browser, server }: { browser: Browser; server: Server }, provide) => {
    const people: Person[] = [];
    await provide(async (name, options) => {
      const person = await Person.at(browser, server, name, options);
      people.push(person);
      return person;
    });
    for (const person of people) await person.leave();
  },
  both: async ({ person }, provide) => {
    const [sofia, ade] = await Promise.all([person('Sofia'), person('Ade')]);
    const { cookies } = beginnings();
    await Promise.all([sofia.returns(cookies['Sofia']!), ade.returns(cookies['Ade']!)]);
    await provide({ sofia, ade });
  },
});

/** The same on a server that nobody has set up. */
export const testFromNothing = test.extend({ founded: false });
