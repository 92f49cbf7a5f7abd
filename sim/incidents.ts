import type postgres from 'postgres';
import type { SimClock } from './clock.ts';
import type { Device } from './device.ts';
import type { Dice } from './dice.ts';
import type { Faults } from './faults.ts';
import type { Hand } from './hand.ts';
import { CoreHouse, type House } from './house.ts';

/*
 * What happens to a seed besides the weather of its networks: the server dies at a bad moment, the database cuts connections, cursors
 * turn out to be useless, people are removed while they catch up, readers do not read. Each resolves when it is over.
 */

export interface Scene {
  seed: number;
  clock: SimClock;
  dice: Dice;
  faults: Faults;
  house: House;
  hand: Hand;
  devices: readonly Device[];
  sql: postgres.Sql;
  workspace: string;
  general: string;
}

export const incidents = {
  'killed between commit and publish': killedBeforePublish,
  'killed at any moment': (scene: Scene) => scene.house.crash(),
  'stopped and started': (scene: Scene) => scene.house.restart(),
  'two nodes at once': runTwoNodes,
  'backend killed between insert and commit': killedBeforeCommit,
  'all database connections cut': cutDatabase,
  'epoch changed while serving': changeEpoch,
  'epoch changed while down': changeEpochWhileDown,
  'cursor too old': raiseFloor,
  'cursor forged, ahead or of another epoch': forgeCursors,
  'cursor older than what was seen': repeatCursors,
  'removed in the middle of a replay': removeWhileReplaying,
  'written and deleted during an absence': deleteUnseen,
  'away for a thousand events': stayAway,
  'slow reader': readSlowly,
  'reader that does not read': readNothing,
} as const satisfies Record<string, (scene: Scene) => Promise<void>>;

export type Incident = keyof typeof incidents;

/** The ones that take long. */
export const heavy: ReadonlySet<Incident> = new Set<Incident>([
  'away for a thousand events',
  'reader that does not read',
]);

async function killedBeforePublish({ house, hand, general }: Scene): Promise<void> {
  if (!(house instanceof CoreHouse)) return house.crash();
  const crashed = house.crashBeforePublish();
  await Promise.all([crashed, hand.post(general, 'the last words')]);
}

/** Neither hears of the other's commits but from the database; half of the devices move over, and back when it stops. */
async function runTwoNodes({ house, dice, devices, hand, general, clock }: Scene): Promise<void> {
  if (!(house instanceof CoreHouse)) return;
  await house.withSecond(async () => {
    for (const device of dice.shuffled(devices).slice(0, devices.length / 2)) device.wire.cut();
    for (let round = 0; round < 6; round++) {
      await Promise.all(Array.from({ length: 8 }, (_, i) => hand.post(general, `by either node ${round}.${i}`)));
      await clock.sleep(dice.between(0, 8_000));
    }
  });
}

/** A trigger ends the writing backend itself: sometimes in the middle of a transaction, sometimes in its COMMIT. */
async function killedBeforeCommit({ sql, dice, hand, general, clock }: Scene): Promise<void> {
  const inCommit = dice.chance(0.5);
  const ticks = [2, 5].map((tick) => tick + dice.below(4));
  const kind = inCommit
    ? 'constraint trigger sim_fault after insert on event deferrable initially deferred'
    : 'trigger sim_fault after insert on event';
  await sql.unsafe(`
    create sequence if not exists sim_tick;
    create or replace function sim_fault() returns trigger language plpgsql as $$
    begin
      if nextval('sim_tick') in (${ticks.join(', ')}) then
        perform pg_terminate_backend(pg_backend_pid());
        perform pg_sleep(0);
      end if;
      return null;
    end $$;
    create ${kind} for each row execute function sim_fault()`);
  for (let i = 0; i < 12; i++) await Promise.race([hand.post(general, `while backends die ${i}`), clock.sleep(5_000)]);
  await sql.unsafe('drop trigger sim_fault on event');
}

async function cutDatabase({ sql }: Scene): Promise<void> {
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`;
}

async function changeEpoch({ sql }: Scene): Promise<void> {
  // In the order in which the writer locks: the one that a deadlock ends must not be this.
  await sql`
    with locked as (select id from stream order by id for update)
    update stream s set epoch = left(replace(gen_random_uuid()::text, '-', ''), 12) from locked where s.id = locked.id`;
}

async function changeEpochWhileDown(scene: Scene): Promise<void> {
  await changeEpoch(scene);
  await scene.house.crash();
}

async function raiseFloor({ sql, dice, devices, clock, house }: Scene): Promise<void> {
  const away = dice.pick(devices)!;
  away.client.hint('offline');
  await clock.sleep(8_000);
  await sql`
    with locked as (select id from stream order by id for update)
    update stream s set resume_floor = s.seq from locked where s.id = locked.id`;
  if (dice.chance(0.5)) await house.crash();
  away.client.hint('online');
}

async function forgeCursors({ dice, devices, workspace }: Scene): Promise<void> {
  const forgeries: ((cursor: string | null) => string | null)[] = [
    () => 'not a cursor',
    () => 'zzzzzzzzzzzz.1',
    () => null,
    (cursor) => (cursor === null ? null : `${cursor.split('.')[0]}.999999`),
    (cursor) => (cursor === null ? null : `0123456789ab.${cursor.split('.')[1]}`),
  ];
  for (const device of dice.shuffled(devices).slice(0, 2)) {
    const forge = dice.pick(forgeries)!;
    device.wire.tamper = (cursors) =>
      Object.fromEntries(
        Object.entries(cursors).map(([stream, cursor]) => [stream, stream.startsWith('A') ? cursor : forge(cursor)]),
      );
    if (dice.chance(0.3))
      device.wire.tamper = (cursors) => ({
        ...cursors,
        [`T${workspace.slice(1).split('').reverse().join('')}`]: 'abcabcabcabc.3',
      });
    device.wire.cut('reset');
  }
}

/** What was seen comes again. */
async function repeatCursors({ dice, devices }: Scene): Promise<void> {
  const older = (cursor: string | null): string | null => {
    if (cursor === null) return null;
    const [epoch, seq] = cursor.split('.');
    return `${epoch}.${Math.max(0, Number(seq) - dice.between(1, 40))}`;
  };
  for (const device of dice.shuffled(devices).slice(0, 3)) {
    device.wire.tamper = (cursors) =>
      Object.fromEntries(Object.entries(cursors).map(([stream, cursor]) => [stream, older(cursor)]));
    device.wire.cut();
  }
}

async function removeWhileReplaying({ dice, devices, hand, workspace, clock, seed, house }: Scene): Promise<void> {
  const victim = dice.pick(devices.filter(({ login }) => login.user !== hand.login.user))!;
  const { user } = victim.login;
  const room = await hand.command('channel.create', {
    workspace,
    name: `replayed-${seed}-${dice.bits32()}`,
    kind: dice.chance(0.5) ? 'private' : 'public',
  });
  if (!room) return;
  const channel = room.channel.id;
  await hand.command('channel.invite', { channel, users: [user] });
  await clock.sleep(3_000);
  victim.client.hint('offline');
  await Promise.all(Array.from({ length: dice.between(20, 150) }, (_, i) => hand.post(channel, `missed ${i}`)));
  // Another server has nothing in memory: it reads what was missed from the log.
  if (dice.chance(0.5)) await house.crash();
  const hello = new Promise<void>((resolve) => (victim.wire.onHello = resolve));
  victim.client.hint('online');
  await Promise.race([hello, clock.sleep(20_000)]);
  await clock.sleep(dice.pick([0, 0, 100, 400])!);
  await hand.command('channel.remove', { channel, users: [user] });
  await hand.post(channel, 'after the removal');
  if (dice.chance(0.5)) await hand.command('channel.invite', { channel, users: [user] });
  await hand.post(channel, 'the end');
}

/** Whoever comes back learns that something was deleted, and not what it said. */
async function deleteUnseen({ dice, devices, hand, general, clock }: Scene): Promise<void> {
  const away = dice.pick(devices)!;
  away.client.hint('offline');
  await clock.sleep(1_000);
  const posted = await Promise.all(Array.from({ length: 5 }, (_, i) => hand.post(general, `regretted ${i}`)));
  await Promise.all(posted.map((message) => message && hand.command('message.delete', { message: message.id })));
  await clock.sleep(dice.between(1_000, 6_000));
  away.client.hint('online');
}

async function stayAway({ dice, devices, hand, general }: Scene): Promise<void> {
  const away = dice.pick(devices)!;
  away.client.hint('offline');
  await flood(hand, general, 1_050, 20);
  away.client.hint('online');
}

async function readSlowly({ dice, devices, clock, hand, general }: Scene): Promise<void> {
  const device = dice.pick(devices)!;
  device.wire.reading = 'slowly';
  await flood(hand, general, 40, 2_000);
  await clock.sleep(10_000);
  device.wire.reading = 'freely';
}

/** More than the kernel's buffers and the server's queue hold together. */
async function readNothing({ dice, devices, hand, general, house, faults, clock }: Scene): Promise<void> {
  const device = dice.pick(devices)!;
  const { connections } = device.wire;
  const { rate } = clock;
  const before = await parked(house);
  device.wire.reading = 'never';
  // To fill all buffers takes long; by the usual clock both sides would give up before.
  clock.rate = 1;
  for (let round = 0; round < 20 && (await parked(house)) <= before; round++) await flood(hand, general, 80, 11_000);
  if ((await parked(house)) > before) faults.count('parked');
  await flood(hand, general, 60, 3_000);
  clock.rate = rate;
  await clock.sleep(dice.pick([0, 0, 20_000, 45_000])!);
  device.wire.reading = 'freely';
  await clock.sleep(5_000);
  if (device.wire.connections === connections) faults.count('caught up over the same connection');
}

async function parked(house: House): Promise<number> {
  const metrics = await fetch(`${house.url}/metrics`)
    .then((answer) => answer.text())
    .catch(() => '');
  return Number(/^roost_sessions_parked_total (\d+)/m.exec(metrics)?.[1] ?? 0);
}

async function flood(hand: Hand, channel: string, count: number, size: number): Promise<void> {
  const AT_ONCE = 40;
  for (let at = 0; at < count; at += AT_ONCE) {
    await Promise.all(
      Array.from({ length: Math.min(AT_ONCE, count - at) }, (_, i) =>
        hand.post(channel, `flood ${at + i} `.padEnd(size, '~')),
      ),
    );
  }
}
