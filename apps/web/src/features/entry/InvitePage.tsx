import type { Args, Value } from '@roost/protocol/registry';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useRejectText } from '../../i18n/useRejectText.ts';
import { Link, follow } from '../../navigation/Link.tsx';
import { toPath } from '../../navigation/places.ts';
import { useGo } from '../../navigation/usePlace.ts';
import { toReject } from '../../sync/reject.ts';
import { useAccount, useDoors } from '../../sync/session.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { useEntryChecks } from './entryChecks.ts';
import { EntryActions, EntryForm, EntryPage } from './EntryPage.tsx';
import { emptyAccount, NewAccountFields, trimmedAccount } from './NewAccountFields.tsx';
import { useEntryForm } from './useEntryForm.ts';

type Preview = Value<'invite.preview'>;
type Shown =
  | { state: 'asking' }
  | { state: 'gone' }
  | { state: 'failed'; why: string }
  | { state: 'open'; preview: Preview };

/** What an invite link opens: who invites whereto, then a new account or, signed in, one more workspace. */
export function InvitePage({ code }: { code: string }) {
  const t = useTranslations('entry');
  const words = useTranslations('words');
  const [shown, retry] = usePreview(code);
  switch (shown.state) {
    case 'asking':
      return <EntryPage title={words('loading')}>{<Spinner />}</EntryPage>;
    case 'failed':
      return (
        <EntryPage title={words('appName')} lead={shown.why}>
          <EntryActions>
            <Button variant="primary" size="lg" onClick={retry}>
              {words('retry')}
            </Button>
          </EntryActions>
        </EntryPage>
      );
    case 'gone':
      return <GoneInvite />;
    case 'open':
      return (
        <OpenInvite
          code={code}
          preview={shown.preview}
          onGone={retry}
          title={t('inviteTitle', { workspace: shown.preview.workspaceName })}
        />
      );
  }
}

function usePreview(code: string): [Shown, retry: () => void] {
  const doors = useDoors();
  const toText = useRejectText();
  const [attempt, setAttempt] = useState(0);
  const [shown, setShown] = useState<Shown>({ state: 'asking' });
  useEffect(() => {
    let left = false;
    const answer = (next: Shown) => left || setShown(next);
    doors.preview(code).then(
      (preview) => answer({ state: 'open', preview }),
      (error: unknown) => {
        const reject = toReject(error);
        const gone = reject?.code === 'gone' || reject?.code === 'not_found' || reject?.code === 'invalid';
        answer(gone ? { state: 'gone' } : { state: 'failed', why: toText(error) });
      },
    );
    return () => {
      left = true;
    };
  }, [code, doors, toText, attempt]);
  return [shown, () => setAttempt(attempt + 1)];
}

/** A link cannot tell who made it once it is gone, so the asking goes by the person's own mail. */
function GoneInvite() {
  const t = useTranslations('entry');
  const mail = `mailto:?subject=${encodeURIComponent(t('inviteGoneSubject'))}&body=${encodeURIComponent(t('inviteGoneDraft'))}`;
  return (
    <EntryPage title={t('inviteGoneTitle')} lead={t('inviteGoneText')}>
      <EntryActions>
        <ButtonLink variant="primary" size="lg" block href={mail}>
          {t('inviteGoneAction')}
        </ButtonLink>
        <ButtonLink href={toPath({ at: 'start' })} onClick={follow} size="lg" block>
          {t('goSignIn')}
        </ButtonLink>
      </EntryActions>
    </EntryPage>
  );
}

type OpenProps = { code: string; preview: Preview; title: string; onGone: () => void };

function OpenInvite(props: OpenProps) {
  const t = useTranslations('entry');
  const words = useTranslations('words');
  const account = useAccount();
  const { invitedBy, role, becomes } = props.preview;
  const lead = becomes
    ? t('inviteLeadBecomes', { inviter: invitedBy, name: becomes })
    : role === 'member'
      ? t('inviteLead', { inviter: invitedBy })
      : t('inviteLeadRole', { inviter: invitedBy, role: words(role) });
  return account ? (
    <JoinWithAccount {...props} lead={lead} email={account.email} />
  ) : (
    <JoinWithNewAccount {...props} lead={lead} />
  );
}

/** Accepts and goes into the workspace; Back does not lead to the used invite. */
function useAccept() {
  const doors = useDoors();
  const go = useGo();
  return async (args: Args<'invite.accept'>) => {
    const workspace = await doors.accept(args);
    go(workspace ? { at: 'enter', workspace } : { at: 'start' }, { replace: true });
  };
}

function JoinWithAccount({ code, preview, title, lead, email, onGone }: OpenProps & { lead: string; email: string }) {
  const t = useTranslations('entry');
  const enter = useAccept();
  const form = useEntryForm({
    fields: {},
    check: () => ({}),
    send: () => enter({ code }),
    explain: (reject) => {
      if (reject.code === 'gone') onGone();
      return null;
    },
  });
  return (
    <EntryPage title={title} lead={lead} foot={t('inviteSignedIn', { email })}>
      <EntryForm onSubmit={form.submit} problem={form.problem} invalid={form.invalid}>
        <Button type="submit" variant="primary" size="lg" block busy={form.busy}>
          {t('inviteJoin', { workspace: preview.workspaceName })}
        </Button>
      </EntryForm>
    </EntryPage>
  );
}

function JoinWithNewAccount({ code, preview, title, lead, onGone }: OpenProps & { lead: string }) {
  const t = useTranslations('entry');
  const check = useEntryChecks();
  const enter = useAccept();
  const form = useEntryForm({
    fields: { ...emptyAccount, name: preview.becomes ?? '' },
    check: check.newAccount,
    send: (values) => enter({ code, ...trimmedAccount(values) }),
    explain: (reject) => {
      if (reject.code === 'gone') onGone();
      return reject.code === 'conflict' ? { email: t('emailTaken') } : null;
    },
  });
  const signIn = toPath({ at: 'signIn', next: toPath({ at: 'invite', code }) });
  return (
    <EntryPage title={title} lead={lead} foot={<Link href={signIn}>{t('inviteHaveAccount')}</Link>}>
      <EntryForm onSubmit={form.submit} problem={form.problem} invalid={form.invalid}>
        <NewAccountFields form={form} autoFocus />
        <Button type="submit" variant="primary" size="lg" block busy={form.busy}>
          {t('inviteAction')}
        </Button>
      </EntryForm>
    </EntryPage>
  );
}
