import { migrationsOf, readConfig } from './config.ts';
import { Passwords } from './domain/accounts/passwords.ts';
import { resetPassword } from './domain/accounts/resetPassword.ts';
import { openWorld } from './imports/openWorld.ts';
import { Reject } from './reject.ts';
import { StartRefused } from './storage/dataFolder.ts';
import { migrate } from './storage/migrate.ts';
import { reachDatabase } from './storage/reachDatabase.ts';

/*
 * npm run reset-password -- <e-mail>. Works beside a running server, whose sessions of that account end within a second, or on the
 * database of a stopped one. Ends with 0 when there is a new password, 1 when not, 2 when it was called wrongly.
 */

const [email, ...more] = process.argv.slice(2);
if (email === undefined || email.startsWith('-') || more.length > 0) {
  console.error('Gives somebody who forgot theirs a new password: npm run reset-password -- maya@example.org');
  process.exit(2);
}
process.exit(await main(email));

async function main(address: string): Promise<number> {
  try {
    const password = await reset(address);
    if (password === null) return refused(`There is no account with the e-mail address ${address}.`);
    console.log(
      `The new password of ${address}:\n\n  ${password}\n\nAll sign-ins have ended. Change it after signing in.`,
    );
    return 0;
  } catch (error) {
    if (error instanceof StartRefused || error instanceof Reject) return refused(error.message);
    throw error;
  }
}

async function reset(address: string): Promise<string | null> {
  const config = readConfig();
  const migrations = migrationsOf(config);
  const { url, close } = await reachDatabase(config, {
    progress: (doing) => console.log(`  … ${doing}`),
    trouble: console.error,
  });
  try {
    await migrate(url, migrations, (message) => console.error(message));
    const { world, close: closeWorld } = await openWorld(url);
    try {
      return await resetPassword(world, new Passwords(), address);
    } finally {
      await closeWorld();
    }
  } finally {
    await close();
  }
}

function refused(message: string): number {
  console.error(message);
  return 1;
}
