import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { laterPart } from '../i18n/laterPart.tsx';
import { follow } from '../navigation/Link.tsx';
import { toPath } from '../navigation/places.ts';
import { useWorkspaces } from '../sync/people.ts';
import { useAccount } from '../sync/session.ts';
import { Button, ButtonLink } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Dialogs } from './Dialogs.tsx';
import type { OpenDialog } from './dialogs.ts';
import { fetchAhead } from './lazyPart.tsx';
import { Notice } from './Starting.tsx';

const SignInForm = laterPart(async () => (await import('../features/entry/SignInPage.tsx')).SignInForm);
fetchAhead(() => import('../features/entry/SignInPage.tsx'));

/** An address that means nothing. */
export function UnknownPlace() {
  const t = useTranslations('notices');
  return (
    <Notice
      title={t('unknownTitle')}
      text={t('unknownText')}
      action={
        <ButtonLink href={toPath({ at: 'start' })} onClick={follow} variant="primary">
          {t('unknownAction')}
        </ButtonLink>
      }
    />
  );
}

/** A workspace that one is not in. */
export function NotYourWorkspace() {
  const t = useTranslations('notices');
  const mine = useWorkspaces();
  return (
    <Notice
      title={t('workspaceGoneTitle')}
      text={t('workspaceGoneText')}
      action={
        mine.length > 0 ? (
          mine.map(({ workspace }) => (
            <ButtonLink key={workspace.id} href={toPath({ at: 'home', workspace: workspace.id })} onClick={follow}>
              {workspace.name}
            </ButtonLink>
          ))
        ) : (
          <WaysOn />
        )
      }
    />
  );
}

/** Signed in, but in no workspace. */
export function NoWorkspace() {
  const t = useTranslations('notices');
  return <Notice title={t('noWorkspaceTitle')} text={t('noWorkspaceText')} action={<WaysOn />} />;
}

/** What one who is in no workspace can do without anybody. */
function WaysOn() {
  const t = useTranslations('notices');
  const words = useTranslations('words');
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  return (
    <>
      <Button variant="primary" onClick={() => setDialog({ kind: 'newWorkspace' })}>
        {t('noWorkspaceAction')}
      </Button>
      <Button onClick={() => setDialog({ kind: 'signOut' })}>{words('signOut')}</Button>
      <Dialogs workspaceId="" dialog={dialog} onOpen={setDialog} />
    </>
  );
}

/** The session ended while one was at work: sign in again over what is on the screen. */
export function SessionOver() {
  const t = useTranslations('notices');
  const words = useTranslations('words');
  const account = useAccount();
  return (
    <Dialog
      open
      onClose={() => {}}
      dismissible={false}
      size="sm"
      title={t('sessionOverTitle')}
      description={t('sessionOverText')}
      closeLabel={words('close')}
    >
      <SignInForm email={account?.email ?? ''} />
    </Dialog>
  );
}
