import type { SentInvite } from '@roost/protocol/operations/workspaces';
import { useTranslations } from 'use-intl';
import { Button } from '../../ui/Button.tsx';
import { CopyField } from '../../ui/CopyField.tsx';
import { takeFocus } from '../../ui/takeFocus.ts';
import styles from './Settings.module.css';

/** A link for several, or what became of each address. */
export type Made = { url: string } | { invites: readonly SentInvite[]; already: readonly string[] };

/** What was made: which letters have gone, and the links that somebody has to hand on. */
export function InvitesMade({ made, onAgain }: { made: Made; onAgain: () => void }) {
  const t = useTranslations('settings');
  return (
    <div ref={takeFocus} className={styles.rows} style={{ gap: 16 }}>
      {'url' in made ? (
        <LinkToHandOn label={t('inviteLink')} hint={t('inviteLinkHint')} url={made.url} />
      ) : (
        <Letters {...made} />
      )}
      <div className={styles.actions}>
        <Button onClick={onAgain}>{t('inviteAnother')}</Button>
      </div>
    </div>
  );
}

function Letters({ invites, already }: Exclude<Made, { url: string }>) {
  const t = useTranslations('settings');
  const sent = invites.filter((invite) => invite.sent);
  const left = invites.filter((invite) => !invite.sent);
  return (
    <>
      <div role="status">
        {sent.length > 0 && <p>{t('lettersSent', { count: sent.length })}</p>}
        {left.length > 0 && <p>{t('lettersLeft', { count: left.length })}</p>}
        {already.length > 0 && <p>{t('alreadyHere', { emails: already.join(', ') })}</p>}
      </div>
      {left.map(({ invite, email, url }) => (
        <LinkToHandOn key={invite} label={email} url={url} />
      ))}
    </>
  );
}

/** A link to copy, as an address of its own. */
export function LinkToHandOn({ label, hint, url }: { label: string; hint?: string; url: string }) {
  const words = useTranslations('words');
  return (
    <CopyField
      label={label}
      hint={hint}
      value={new URL(url, window.location.origin).href}
      copyLabel={words('copy')}
      copiedLabel={words('copied')}
    />
  );
}
