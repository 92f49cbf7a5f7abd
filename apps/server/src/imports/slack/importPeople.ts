import { newId } from '@roost/protocol/ids';
import { limits } from '@roost/protocol/limits';
import { handleFor, takenHandles } from '../../domain/users/handles.ts';
import { toIso } from '@roost/protocol/time';
import type { World } from '../../domain/verb.ts';
import type { NewEvent } from '../../log/item.ts';
import { commit, type ImportOptions } from './commit.ts';
import { line } from './line.ts';
import type { Remembered } from './remembered.ts';
import type { ImportReport } from './report.ts';
import type { SlackUser } from './slackExport.ts';
import { usersByEmail } from './sql.ts';
import type { Stranger } from './survey.ts';

/** Our user for a Slack user. */
export interface PersonMap {
  idOf(slackUser: string): string | undefined;
  all(): readonly string[];
}

interface Person {
  externalId: string;
  name: string;
  handleFrom: string;
  kind: 'person' | 'bot';
  title: string;
  email: string | null;
}

/**
 * Everybody of the export as users of the workspace: those who are here already by e-mail, the others as people without an
 * account, who keep their messages until they come.
 */
export async function importPeople(
  world: World,
  options: ImportOptions,
  remembered: Remembered,
  users: readonly SlackUser[],
  strangers: readonly Stranger[],
  report: ImportReport,
): Promise<PersonMap> {
  const people = [...users.map(fromUser), ...strangers.map(fromStranger)];
  const emails = people.flatMap((person) => (person.email === null ? [] : [person.email]));
  const here = await usersByEmail(world.database.sql, options.workspace, emails);
  const rules = await world.rules.of(options.workspace);
  const isTaken = takenHandles(rules);
  const handles = new Set<string>();
  const made: string[] = [];
  const fresh: { person: Person; id: string; handle: string }[] = [];
  const known: [string, string][] = [];
  for (const person of people) {
    const id = remembered.get(person.externalId) ?? (person.email === null ? undefined : here.get(person.email));
    if (id !== undefined) {
      report.present.users += 1;
      if (remembered.get(person.externalId) === undefined) {
        known.push([person.externalId, id]);
        const { name, email } = person;
        report.recognised.push({ name, email: email ?? '', handle: rules.users.get(id)?.handle ?? id });
      }
      remembered.set(person.externalId, id);
    } else {
      const handle = handleFor(person.handleFrom, (handle) => handles.has(handle) || isTaken(handle));
      handles.add(handle);
      const user = newId('user');
      fresh.push({ person, id: user, handle });
      remembered.set(person.externalId, user);
      report.stored.users += 1;
    }
    made.push(remembered.get(person.externalId)!);
  }
  const pairs = [...known, ...fresh.map(({ person, id }) => [person.externalId, id] as [string, string])];
  if (!options.dryRun && pairs.length > 0) {
    if (fresh.length > 0) {
      await commit(world, {
        events: fresh.map((one) => joined(options.workspace, one)),
        checked: [],
        guards: [],
        touches: fresh.map((one) => `handle:${options.workspace}:${one.handle}`),
        alongside: (tx) => [remembered.save(tx, pairs)],
      });
    } else await remembered.save(world.database.sql, pairs);
  }
  return { idOf: (slackUser) => remembered.get(slackUser), all: () => made };
}

function fromUser(user: SlackUser): Person {
  const { profile } = user;
  const name =
    line(profile?.display_name || profile?.real_name || user.real_name || user.name, limits.personName) || user.id;
  return {
    externalId: user.id,
    name,
    handleFrom: user.name || name,
    kind: user.is_bot ? 'bot' : 'person',
    title: line(profile?.title, limits.title),
    email: profile?.email?.trim().toLowerCase() || null,
  };
}

function fromStranger(stranger: Stranger): Person {
  const name = line(stranger.name, limits.personName) || stranger.externalId;
  return { externalId: stranger.externalId, name, handleFrom: name, kind: stranger.kind, title: '', email: null };
}

function joined(workspace: string, { person, id, handle }: { person: Person; id: string; handle: string }): NewEvent {
  const event: NewEvent<'user.joined'> = {
    stream: workspace,
    type: 'user.joined',
    actor: null,
    audience: '*',
    rules: true,
    data: ({ seq, at }) => ({
      user: {
        id,
        rev: seq,
        workspace,
        kind: person.kind,
        name: person.name,
        handle,
        role: 'member',
        ...(person.title && { title: person.title }),
        createdAt: toIso(at),
        imported: true,
      },
    }),
  };
  return event;
}
