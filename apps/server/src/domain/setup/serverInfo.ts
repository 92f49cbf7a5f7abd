import { PROTOCOL_VERSION } from '@roost/protocol/version';
import manifest from '../../../package.json' with { type: 'json' };
import type { IdentityParts } from '../accounts/identityParts.ts';
import { runs } from '../verb.ts';
import { isSettled } from './sql.ts';

/** What this server is. Once it has been set up it stays so, and nobody asks the database again. */
export const serverInfo = (identity: IdentityParts) => {
  let setUp = false;
  return runs('server.info', async (world) => {
    setUp ||= await isSettled(world.database.sql);
    return { name: 'roost', version: manifest.version, protocol: PROTOCOL_VERSION, instance: identity.instance, setUp };
  });
};
