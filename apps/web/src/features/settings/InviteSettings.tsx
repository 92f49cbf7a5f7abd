import type { Invite } from '@roost/protocol/access';
import { Link2 } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useFormatter, useNow, useTranslations } from 'use-intl';
import { useChannelNames } from '../../sync/channels.ts';
import { useUser } from '../../sync/people.ts';
import { useRoost } from '../../sync/roost.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Panel } from '../../ui/Pane.tsx';
import { toasts } from '../../ui/toastStore.ts';
import { FetchedList } from './FetchedList.tsx';
import { InviteForm } from './InviteForm.tsx';
import { LinkToHandOn } from './InvitesMade.tsx';
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
                    <InviteRow
                      key={invite.id}
                      workspaceId={workspaceId}
                      invite={invite}
                      hasMail={value.mail}
                      onChanged={reload}
                    />
                  ))}
              </ul>
            )
          }
        </FetchedList>
      </section>
    </>
  );
}

type InviteRowProps = { workspaceId: string; invite: Invite; hasMail: boolean; onChanged: () => void };

function InviteRow({ workspaceId, invite, hasMail, onChanged }: InviteRowProps) {
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
  const letter = invite.email === undefined ? [] : [t(invite.sentAt ? 'letterSent' : 'letterNotSent')];
  return (
    <li className={styles.row}>
      <Link2 size={20} aria-hidden />
      <span className={styles.about}>
        <b>{invite.email ? `${invite.email} · ${role}` : role}</b>
        <span className={styles.quiet}>
          {[t('inviteBy', { name: maker?.name ?? words('removedPerson'), when }), ...where, ...letter, used, ends].join(
            ' · ',
          )}
        </span>
        {problem && (
          <span className={styles.problem} role="alert">
            {problem}
          </span>
        )}
      </span>
      {invite.email !== undefined && (
        <AgainButton invite={invite.id} email={invite.email} hasMail={hasMail} onSent={onChanged} />
      )}
      <Button
        size="sm"
        busy={busy}
        aria-label={t('revokeInvite', { role, when })}
        onClick={() =>
          void send(() => roost.command('invite.revoke', { invite: invite.id }), { say: t('revoked'), then: onChanged })
        }
      >
        {t('revoke')}
      </Button>
    </li>
  );
}

type AgainProps = { invite: string; email: string; hasMail: boolean; onSent: () => void };

/** Sends a new link in place of the old one, or shows it where no letter goes. */
function AgainButton({ invite, email, hasMail, onSent }: AgainProps) {
  const t = useTranslations('settings');
  const words = useTranslations('words');
  const roost = useRoost();
  const [link, setLink] = useState<string | null>(null);
  const { send, busy, problem } = useSend();
  const resend = () =>
    void send(() => roost.command('invite.resend', { invite }), {
      then: ({ sent, url }) => {
        if (sent) toasts.show({ text: t('lettersSent', { count: 1 }), tone: 'ok' });
        else setLink(url);
        onSent();
      },
    });
  return (
    <>
      <Button size="sm" busy={busy} aria-label={t(hasMail ? 'resendTo' : 'newLinkFor', { email })} onClick={resend}>
        {t(hasMail ? 'resend' : 'newLink')}
      </Button>
      {problem && (
        <span className={styles.problem} role="alert">
          {problem}
        </span>
      )}
      <Dialog open={link !== null} onClose={() => setLink(null)} title={email} closeLabel={words('close')} size="sm">
        {link !== null && <LinkToHandOn label={t('inviteLink')} hint={t('newLinkHint')} url={link} />}
      </Dialog>
    </>
  );
}
