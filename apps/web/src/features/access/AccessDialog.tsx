import type { Event } from '@roost/protocol/events';
import type { Value } from '@roost/protocol/registry';
import { useCallback } from 'react';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { useRejectText } from '../../i18n/useRejectText.ts';
import { useNameOf } from '../../message/useNameOf.ts';
import { useChannel, useChannelName } from '../../sync/channels.ts';
import { useRoost } from '../../sync/roost.ts';
import { useAnswer } from '../../sync/useAnswer.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { SkeletonRows } from '../../ui/Skeleton.tsx';
import styles from './Access.module.css';

type Access = Value<'channel.access'>;
type Person = NonNullable<Access['person']>;

export type AccessDialogProps = {
  workspaceId: string;
  channelId: string;
  /** Of whom it is told as well. */
  userId?: string | undefined;
  onClose: () => void;
};

/** Who sees the channel and writes in it, and why. The server says so, by the rules by which it lets people in. */
export function AccessDialog({ workspaceId, channelId, userId, onClose }: AccessDialogProps) {
  const t = useTranslations('access');
  const words = useTranslations('words');
  const toText = useRejectText();
  const isDirect = useChannel(channelId)?.kind === 'direct';
  const name = useChannelName(channelId);
  const answer = useAccess(channelId, userId);
  return (
    <Dialog
      open
      onClose={onClose}
      title={isDirect ? t('titleDirect') : t('title', { name })}
      closeLabel={words('close')}
    >
      <div className={styles.body}>
        {answer.state === 'loading' && <SkeletonRows label={words('loading')} look="line" />}
        {answer.state === 'failed' && <EmptyState title={toText(answer.error)} />}
        {answer.state === 'loaded' && <Told workspaceId={workspaceId} access={answer.value} isDirect={isDirect} />}
      </div>
    </Dialog>
  );
}

function useAccess(channel: string, user: string | undefined) {
  const roost = useRoost();
  const read = useCallback(
    () => roost.query('channel.access', { channel, ...(user !== undefined && { user }) }),
    [roost, channel, user],
  );
  const isNews = useCallback((event: Event) => changesAccess(event, channel), [channel]);
  return useAnswer(read, isNews)[0];
}

function peopleIn({ runs, person }: Access): readonly string[] {
  const by = person?.came?.by;
  return [...runs, ...(person ? [person.user] : []), ...(by ? [by] : [])];
}

function changesAccess({ type, data }: Event, channel: string): boolean {
  if (type === 'member.joined' || type === 'member.left') return data.channel === channel;
  return 'channel' in data && typeof data.channel === 'object' && data.channel.id === channel;
}

type NameOf = (user: string) => string;

function Told({ workspaceId, access, isDirect }: { workspaceId: string; access: Access; isDirect: boolean }) {
  const nameOf = useNameOf(workspaceId, peopleIn(access));
  return (
    <>
      {access.person && <PersonPart person={access.person} nameOf={nameOf} />}
      <ChannelPart access={access} isDirect={isDirect} nameOf={nameOf} />
    </>
  );
}

function ChannelPart({ access, isDirect, nameOf }: { access: Access; isDirect: boolean; nameOf: NameOf }) {
  const t = useTranslations('access');
  const locale = useLocale();
  const { sees, members: count, guests, writes, replies, runs, deserted, archived } = access;
  const people = new Intl.ListFormat(locale).format(runs.map(nameOf));
  return (
    <section className={styles.part}>
      <h2>{t('channel')}</h2>
      <ul>
        <li>{t(isDirect ? 'sees_direct' : `sees_${sees.who}`, { count: sees.people ?? -1 })}</li>
        {sees.who === 'public' && <li>{t('members', { count, guests })}</li>}
        <li>{archived ? t('archived') : t(`writes_${writes.who}`, { count: writes.people })}</li>
        {!archived && writes.who !== 'everybody' && <li>{t(replies === count ? 'repliesAll' : 'repliesSome')}</li>}
        {!isDirect && runs.length > 0 && <li>{t('runs', { people })}</li>}
        {!isDirect && deserted && <li>{t('deserted')}</li>}
      </ul>
    </section>
  );
}

function PersonPart({ person, nameOf }: { person: Person; nameOf: NameOf }) {
  const t = useTranslations('access');
  const name = nameOf(person.user);
  const { writes, replies } = person;
  return (
    <section className={styles.part}>
      <h2>{name}</h2>
      <ul>
        <li>
          <Came person={person} nameOf={nameOf} />
        </li>
        <li>{t(`may_${writes.why}`, { name })}</li>
        {!writes.may && replies.may && <li>{t(`may_${replies.why}`, { name })}</li>}
        {writes.why === 'others' && !replies.may && <li>{t('repliesNot', { name })}</li>}
      </ul>
    </section>
  );
}

function Came({ person: { user, came, sees }, nameOf }: { person: Person; nameOf: NameOf }) {
  const t = useTranslations('access');
  const format = useFormatter();
  const name = nameOf(user);
  if (!came) return t(sees === null ? 'seesNot' : 'sees', { name });
  const date = format.dateTime(new Date(came.at), { dateStyle: 'long' });
  if (came.how !== 'added') return t(came.how, { name, date });
  return came.by ? t('added', { name, date, by: nameOf(came.by) }) : t('addedBySomebody', { name, date });
}
