import { limits } from '@roost/protocol/limits';
import type { Args } from '@roost/protocol/registry';
import type { Role } from '@roost/protocol/schema';
import { toIso } from '@roost/protocol/time';
import { useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { useSelf } from '../../sync/people.ts';
import { useRoost } from '../../sync/roost.ts';
import { Button } from '../../ui/Button.tsx';
import { SegmentedControl } from '../../ui/RadioGroup.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextArea } from '../../ui/TextField.tsx';
import { GuestChannels } from './GuestChannels.tsx';
import { addressesIn, isSendable } from './addresses.ts';
import { InvitesMade, type Made } from './InvitesMade.tsx';
import { useSend } from './useSend.ts';
import styles from './Settings.module.css';

const dayMs = 86_400_000;
const lifetimes = { day: dayMs, week: 7 * dayMs, month: 30 * dayMs, never: null } as const;
const counts = { one: 1, ten: 10, hundred: 100, any: null } as const;

/** What an invite is to be. */
interface Choice {
  role: Role;
  lifetime: keyof typeof lifetimes;
  uses: keyof typeof counts;
  /** Those that a guest is for. */
  channels: readonly string[];
}

/** Chooses role, lifetime and either a link for several or addresses; shows every link that is left to be handed on. */
export function InviteForm({ workspaceId, onCreated }: { workspaceId: string; onCreated?: () => void }) {
  const t = useTranslations('settings');
  const [way, setWay] = useState<'link' | 'mail'>('link');
  const [choice, setChoice] = useState<Choice>({ role: 'member', lifetime: 'week', uses: 'any', channels: [] });
  const [text, setText] = useState('');
  const { made, make, again, busy, problem } = useInviting(workspaceId, onCreated);
  const emails = addressesIn(text);
  const isShort = (choice.role === 'guest' && choice.channels.length === 0) || (way === 'mail' && !isSendable(emails));
  const create = (event: FormEvent) => {
    event.preventDefault();
    if (!isShort) make(choice, way === 'mail' ? emails : null);
  };
  if (made) return <InvitesMade made={made} onAgain={again} />;
  return (
    <form className={styles.rows} style={{ gap: 16 }} onSubmit={create}>
      <SegmentedControl
        label={t('inviteWay')}
        value={way}
        onChange={setWay}
        choices={[
          { value: 'link', label: t('inviteByLink') },
          { value: 'mail', label: t('inviteByMail') },
        ]}
      />
      {way === 'mail' && (
        <TextArea
          label={t('addresses')}
          hint={
            emails.length > limits.invitedAtOnce
              ? t('tooManyAddresses', { max: String(limits.invitedAtOnce) })
              : t('addressesHint', { count: emails.length })
          }
          value={text}
          rows={3}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setText(event.target.value)}
        />
      )}
      <InviteChoice workspaceId={workspaceId} choice={choice} onChange={setChoice} isForOne={way === 'mail'} />
      {choice.role === 'guest' && (
        <GuestChannels
          workspaceId={workspaceId}
          chosen={choice.channels}
          onChange={(channels) => setChoice({ ...choice, channels })}
        />
      )}
      {problem && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
      <div className={styles.actions}>
        <Button type="submit" variant="primary" busy={busy} disabled={isShort}>
          {way === 'mail' ? t('sendInvites', { count: emails.length }) : t('createInvite')}
        </Button>
      </div>
    </form>
  );
}

function useInviting(workspaceId: string, onCreated: (() => void) | undefined) {
  const roost = useRoost();
  const [made, setMade] = useState<Made | null>(null);
  const { send, busy, problem } = useSend();
  const done = (after: Made) => {
    setMade(after);
    onCreated?.();
  };
  const make = (choice: Choice, emails: readonly string[] | null) => {
    const { maxUses: _, ...args } = toArgs(workspaceId, choice);
    if (emails) void send(() => roost.command('invite.send', { ...args, emails: [...emails] }), { then: done });
    else void send(() => roost.command('invite.create', toArgs(workspaceId, choice)), { then: done });
  };
  return { made, make, again: () => setMade(null), busy, problem };
}

function toArgs(workspace: string, { role, lifetime, uses, channels }: Choice): Args<'invite.create'> {
  const lasts = lifetimes[lifetime];
  const maxUses = counts[uses];
  return {
    workspace,
    role,
    ...(role === 'guest' && { channels: [...channels] }),
    ...(maxUses === null ? {} : { maxUses }),
    ...(lasts === null ? {} : { expiresAt: toIso((Date.now() + lasts) * 1000) }),
  };
}

function InviteChoice({
  workspaceId,
  choice,
  isForOne,
  onChange,
}: {
  workspaceId: string;
  choice: Choice;
  /** Then it works once, and there is nothing to choose. */
  isForOne: boolean;
  onChange: (choice: Choice) => void;
}) {
  const t = useTranslations('settings');
  const words = useTranslations('words');
  const self = useSelf(workspaceId);
  const roles: Role[] = self?.role === 'owner' ? ['guest', 'member', 'admin', 'owner'] : ['guest', 'member', 'admin'];
  return (
    <div className={styles.grid}>
      <Select
        label={t('inviteRole')}
        value={choice.role}
        onChange={(role) => onChange({ ...choice, role })}
        options={roles.map((value) => ({ value, label: words(value) }))}
      />
      <Select
        label={t('inviteExpires')}
        value={choice.lifetime}
        onChange={(lifetime) => onChange({ ...choice, lifetime })}
        options={[
          { value: 'day', label: t('expireDay') },
          { value: 'week', label: t('expireWeek') },
          { value: 'month', label: t('expireMonth') },
          { value: 'never', label: t('expireNever') },
        ]}
      />
      {!isForOne && (
        <Select
          label={t('inviteUses')}
          value={choice.uses}
          onChange={(uses) => onChange({ ...choice, uses })}
          options={[
            { value: 'any', label: t('usesAny') },
            { value: 'one', label: t('usesOne') },
            { value: 'ten', label: t('usesTen') },
            { value: 'hundred', label: t('usesHundred') },
          ]}
        />
      )}
    </div>
  );
}
