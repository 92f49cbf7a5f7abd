import { Suspense, useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { follow } from '../navigation/Link.tsx';
import { toPath } from '../navigation/places.ts';
import { useWorkspaces } from '../sync/people.ts';
import { useAccount } from '../sync/session.ts';
import { Button, ButtonLink } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import { Dialogs } from './Dialogs.tsx';
import type { OpenDialog } from './dialogs.ts';
import { lazyPart } from './lazyPart.tsx';
import styles from './Shell.module.css';

const SignInForm = lazyPart(async () => (await import('../features/entry/SignInPage.tsx')).SignInForm);

/** A page with one sentence on it and a way on. */
function Notice({ title, text, action }: { title: string; text: string; action?: ReactNode }) {
  return (
    <main className={styles.fullPage} id="content">
      <h1 className="visually-hidden">{title}</h1>
      <EmptyState title={title} action={action}>
        {text}
      </EmptyState>
    </main>
  );
}

/** An address that means nothing. */
export function UnknownPlace() {
  const t = useTranslations('app');
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
  const t = useTranslations('app');
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
  const t = useTranslations('app');
  return <Notice title={t('noWorkspaceTitle')} text={t('noWorkspaceText')} action={<WaysOn />} />;
}

/** What one who is in no workspace can do without anybody. */
function WaysOn() {
  const t = useTranslations('app');
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

/** Nothing is known yet: neither a cached workspace nor an answer from the server. */
export function Starting({ unreachable, onRetry }: { unreachable: boolean; onRetry: () => void }) {
  const t = useTranslations('app');
  const words = useTranslations('words');
  if (!unreachable) {
    return (
      <main className={styles.fullPage} aria-busy>
        <Spinner label={words('loading')} />
      </main>
    );
  }
  return (
    <Notice
      title={t('bootFailedTitle')}
      text={t('bootFailedText')}
      action={<Button onClick={onRetry}>{words('retry')}</Button>}
    />
  );
}

/** The session ended while one was at work: sign in again over what is on the screen. */
export function SessionOver() {
  const t = useTranslations('app');
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
      <Suspense>
        <SignInForm email={account?.email ?? ''} />
      </Suspense>
    </Dialog>
  );
}
