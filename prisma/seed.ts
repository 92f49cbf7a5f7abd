import { pathToFileURL } from 'node:url';
import { demoPassword, people } from '../apps/server/src/demo/harborStudio.ts';
import { seed } from '../apps/server/src/demo/seed.ts';
import { seedDatabase } from '../apps/server/src/demo/seedDatabase.ts';

// `npx tsx prisma/seed.ts` makes the demo world in the database that DATABASE_URL names. A server that is set up already is left as it
// is. Everybody signs in with the password in harborStudio.ts.

export { seed, seedDatabase };

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const url = process.env['DATABASE_URL'];
  if (!url) {
    process.stderr.write('Set DATABASE_URL to the database that the demo world should go into.\n');
    process.exit(1);
  }
  const made = await seedDatabase(url);
  process.stdout.write(
    made
      ? `Harbor Studio is ready. Sign in as ${people.Sofia.email} with the password “${demoPassword}”.\n`
      : 'This server is set up already; nothing was changed.\n',
  );
}
