import { limits } from '@roost/protocol/limits';
import type { CommandEnd } from '../../message/commands.ts';
import { toIds } from '../../message/mentionText.ts';
import { membershipOf } from '../../sync/channels.ts';
import { toReject } from '../../sync/reject.ts';
import { channelHere, decided, done, refuse, type Environment } from './environment.ts';
import { peopleIn } from './people.ts';

// What changes a conversation or leads to another one. The server decides. What the conversation tells by itself is not said again.

export async function setTopic(env: Environment, topic: string): Promise<CommandEnd> {
  const { roost, channelId: channel, t } = env;
  if (topic.length > limits.topic) return refuse(t('tooLong', { max: limits.topic }));
  return decided(env, () => roost.command('channel.update', { channel, topic }));
}

export async function rename(env: Environment, typed: string): Promise<CommandEnd> {
  const { roost, channelId: channel, t } = env;
  const name = typed.replace(/^#/, '');
  if (name.length > limits.channelName) return refuse(t('tooLong', { max: limits.channelName }));
  return decided(env, () => roost.command('channel.update', { channel, name }));
}

/** Many at once, as with a group, are asked about first, as elsewhere. */
export async function invite(env: Environment, typed: string): Promise<CommandEnd> {
  const people = await peopleIn(env, typed, true);
  if (people.type === 'nobody') return refuse(people.why);
  const { roost, channelId: channel, members: t } = env;
  const { users } = people;
  const count = users.length;
  const act = () => decided(env, () => roost.command('channel.invite', { channel, users }));
  if (count <= limits.manyReached) return act();
  const title = t('askAdd', { count, name: channelHere(env)?.name ?? '' });
  return { type: 'asks', title, text: t('askAddText'), label: t('addAction', { count }), act };
}

export async function remove(env: Environment, typed: string): Promise<CommandEnd> {
  const people = await peopleIn(env, typed, true);
  if (people.type === 'nobody') return refuse(people.why);
  const { roost, channelId: channel, members: t } = env;
  const { users } = people;
  const count = users.length;
  const act = () => decided(env, () => roost.command('channel.remove', { channel, users }));
  if (count <= limits.manyReached) return act();
  const title = t('askRemove', { count, name: channelHere(env)?.name ?? '' });
  return { type: 'asks', title, text: t('askRemoveText'), label: t('removeMany', { count }), act };
}

/** Goes to the conversation; with a text, says it there. */
export async function writeTo(env: Environment, typed: string, usage: string): Promise<CommandEnd> {
  const { roost, workspaceId: workspace, names, t } = env;
  const people = await peopleIn(env, typed, false);
  if (people.type === 'nobody') return refuse(people.why);
  const { users, rest } = people;
  if (users.length === 0) return refuse(t('missing', { usage }));
  try {
    const { channel } = await roost.command('direct.open', { workspace, users });
    const text = toIds(rest, names);
    if (text !== '' && roost.post({ channel: channel.id, text }) === null) return refuse(t('full'));
    env.go({ at: 'channel', workspace, channel: channel.id });
    return done;
  } catch (error) {
    return refuse(env.toText(error));
  }
}

export async function join(env: Environment, typed: string): Promise<CommandEnd> {
  const { roost, workspaceId: workspace, state, names, t } = env;
  const name = typed.replace(/^#/, '');
  try {
    const known = names.channelByName(name.toLowerCase());
    const channel = known ?? (await roost.query('channel.byName', { workspace, name })).channel.id;
    if (!membershipOf(state(), channel)) await roost.command('channel.join', { channel });
    env.go({ at: 'channel', workspace, channel });
    return done;
  } catch (error) {
    const code = toReject(error)?.code;
    return refuse(code === 'not_found' || code === 'invalid' ? t('noChannel', { name }) : env.toText(error));
  }
}

/** One comes back to a public channel by oneself; of a private one it asks first. */
export async function leave(env: Environment): Promise<CommandEnd> {
  const { roost, channelId: channel, t } = env;
  const { kind, name: called } = channelHere(env) ?? {};
  const name = called ?? '';
  const rejoin = () => void decided(env, () => roost.command('channel.join', { channel }));
  const act = () =>
    decided(env, async () => {
      await roost.command('channel.leave', { channel });
      env.tell(t('left', { name }), kind === 'public' ? rejoin : undefined);
    });
  if (kind === 'public') return act();
  return { type: 'asks', title: t('leaveTitle', { name }), text: t('leaveText'), label: t('leave'), act };
}

export function archive(env: Environment): CommandEnd {
  const { roost, channelId: channel, t } = env;
  const name = channelHere(env)?.name ?? '';
  const act = () => decided(env, () => roost.command('channel.archive', { channel }), t('archived', { name }));
  return { type: 'asks', title: t('archiveTitle', { name }), text: t('archiveText'), label: t('archive'), act };
}
