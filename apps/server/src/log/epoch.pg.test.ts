import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase } from '../storage/testDatabase.ts';
import type { TestDatabase } from '../storage/testDatabase.ts';
import { adoptDatabase, changeEpochs, differs, instanceName, newEpoch, readIdentity } from './epoch.ts';
import { item, openTestLog, OTHER_TEAM, posting, seqsOf, TEAM } from './testLog.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
});
beforeEach(() => database.sql`truncate stream, event, instance`.then(() => {}));
afterAll(() => database.drop());

const openAndClose = async () => (await openTestLog(database.url, database.sql)).close();
const epochs = async () =>
  (await database.sql<{ epoch: string }[]>`select epoch from stream order by id`).map(({ epoch }) => epoch);

describe('the epoch', () => {
  it('stays while the database is the same, and so does the name of the instance', async () => {
    expect(await instanceName(database.sql)).toBeNull();
    await openAndClose();
    const name = await instanceName(database.sql);
    await database.sql`insert into stream (id, epoch) values (${TEAM}, 'one')`;
    await openAndClose();
    expect(await epochs()).toEqual(['one']);
    expect(name).toMatch(/^[0-9a-z]{12}$/);
    expect(await instanceName(database.sql)).toBe(name);
  });

  it.each(['system_identifier', 'timeline'])('[L9] of every stream changes when the %s is another', async (column) => {
    await openAndClose();
    await database.sql`insert into stream (id, epoch) values (${TEAM}, 'one'), (${OTHER_TEAM}, 'one')`;
    await database.sql`update instance set ${database.sql(column)} = 77`;
    await openAndClose();
    const changed = await epochs();
    expect(new Set([...changed, 'one']).size).toBe(3);
    for (const epoch of changed) expect(epoch).toMatch(/^[0-9a-z]{1,32}$/);
    await openAndClose();
    expect(await epochs()).toEqual(changed);
  });

  it('[L9] is decided on once when several servers open at the same time', async () => {
    for (let round = 0; round < 10; round++) {
      await database.sql`truncate instance`;
      const connections = await Promise.all([1, 2, 3, 4].map(() => database.sql.reserve()));
      const identity = await readIdentity(connections[0]!);
      const adopted = await Promise.all(connections.map((own) => adoptDatabase(own, identity)));
      for (const own of connections) own.release();
      expect(adopted.filter(({ change }) => change === 'new').length).toBe(1);
      expect(new Set(adopted.map(({ name }) => name))).toEqual(new Set([await instanceName(database.sql)]));
    }
  });

  it('[L9] changes under a running log that meets another database behind its address', async () => {
    const log = await openTestLog(database.url, database.sql);
    await log.append(item([posting()]));
    const before = await epochs();
    await database.sql`update instance set timeline = 77`;
    await database.sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query = 'commit' and pid <> pg_backend_pid()`;
    expect(seqsOf(await log.append(item([posting()])))).toEqual([2]);
    expect(await epochs()).not.toEqual(before);
    await log.close();
  });

  it('can be changed by hand', async () => {
    await database.sql`insert into stream (id, epoch) values (${TEAM}, 'one')`;
    await changeEpochs(database.sql);
    expect(await epochs()).not.toEqual(['one']);
  });

  it('takes what may not be read for unchanged', async () => {
    const identity = await readIdentity(database.sql);
    expect(identity.timeline).toBeGreaterThan(0);
    expect(differs(identity, { systemIdentifier: '', timeline: 0 })).toBe(false);
    await database.sql`create role restricted`;
    const own = await database.sql.reserve();
    await own`grant all on all tables in schema public to restricted`;
    await own`revoke execute on function pg_control_system, pg_control_checkpoint, pg_walfile_name(pg_lsn) from public`;
    await own`set role restricted`;
    const restricted = await readIdentity(own);
    const adopted = await adoptDatabase(own, restricted);
    await own`reset role`;
    await own`grant execute on function pg_control_system, pg_control_checkpoint, pg_walfile_name(pg_lsn) to public`;
    await own`drop owned by restricted`;
    await own`drop role restricted`;
    own.release();
    expect(restricted).toEqual({ systemIdentifier: '', timeline: 0 });
    expect(adopted.change).toBe('new');
  });

  it('is made of letters and digits that nobody could guess', () => {
    const many = new Set(Array.from({ length: 100 }, newEpoch));
    expect(many.size).toBe(100);
    for (const epoch of many) expect(epoch).toMatch(/^[0-9a-z]{12}$/);
  });
});
