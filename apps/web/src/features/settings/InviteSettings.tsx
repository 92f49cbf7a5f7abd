import type { Invite } from '@roost/protocol/entities';
import { Link2 } from 'lucide-react';
import { useCallback } from 'react';
import { useFormatter, useNow, useTranslations } from 'use-intl';
import { useChannelNames } from '../../sync/channels.ts';
import { useUser } from '../../sync/people.ts';
import { useRoost } from '../../sync/roost.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Panel } from '../../ui/Pane.tsx';
import { FetchedList } from './FetchedList.tsx';
import { InviteForm } from './InviteForm.tsx';
import { useFetched } from './useFetched.ts';
import { useSend } from './useSend.ts';
import styles from './Settings.module.css';

/** Makes invite links and lists those that still work. */
export function InviteSettings({ workspaceId }: { workspaceId: string }) {
  const t = useTranslations('settings');
  const roost = useRoost();
  const [invites, reload] = useFetched(
    useCallback(() => roost.query('invite.list', { workspace: workspaceId }), [roost, workspaceId]),
  );
  return (
    <>
      <p className={styles.lead}>{t('invitesLead')}</p>
      <Panel title={t('newInvite')}>
        <InviteForm workspaceId={workspaceId} onCreated={reload} />
      </Panel>
      <section aria-label={t('openInvites')}>
        <FetchedList fetched={invites} onRetry={reload}>
          {(value) =>
            value.invites.length === 0 ? (
              <EmptyState icon={<Link2 />} title={t('noInvites')} />
            ) : (
              <ul className={styles.rows}>
                {value.invites
                  .toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))
                  .map((invite) => (
                    <InviteRow key={invite.id} workspaceId={workspaceId} invite={invite} onRevoked={reload} />
                  ))}
              </ul>
            )
          }
        </FetchedList>
      </section>
    </>
  );
}

function InviteRow({ workspaceId, invite, onRevoked }: { workspaceId: string; invite: Invite; onRevoked: () => void }) {
  const t = useTranslations('settings');
  const words = useTranslations('words');
  const roost = useRoost();
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  const maker = useUser(workspaceId, invite.createdBy);
  const { send, busy, problem } = useSend();
  const when = format.relativeTime(new Date(invite.createdAt), now);
  const ends = invite.expiresAt
    ? t('inviteEnds', {
        when: format.dateTime(new Date(invite.expiresAt), { dateStyle: 'medium', timeStyle: 'short' }),
      })
    : t('inviteNeverEnds');
  const used =
    invite.maxUses === null
      ? t('inviteUsed', { uses: invite.uses })
      : t('inviteUsedOf', { uses: invite.uses, max: invite.maxUses });
  const role = words(invite.role);
  const channels = useChannelNames(invite.channels);
  const where = channels === '' ? [] : [t('inviteChannels', { channels })];
  return (
    <li className={styles.row}>
      <Link2 size={20} aria-hidden />
      <span className={styles.about}>
        <b>{role}</b>
        <span className={styles.quiet}>
          {[t('inviteBy', { name: maker?.name ?? words('removedPerson'), when }), ...where, used, ends].join(' · ')}
        </span>
        {problem && (
          <span className={styles.problem} role="alert">
            {problem}
          </span>
        )}
      </span>
      <Button
        size="sm"
        busy={busy}
        aria-label={t('revokeInvite', { role, when })}
        onClick={() =>
          void send(() => roost.command('invite.revoke', { invite: invite.id }), { say: t('revoked'), then: onRevoked })
        }
      >
        {t('revoke')}
      </Button>
    </li>
  );
}
