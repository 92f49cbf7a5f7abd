import type { Token } from '@roost/protocol/access';
import type { User } from '@roost/protocol/entities';
import { limits } from '@roost/protocol/limits';
import { Bot } from 'lucide-react';
import { useCallback, useState, type FormEvent } from 'react';
import { useFormatter, useNow, useTranslations } from 'use-intl';
import { useUsers } from '../../sync/people.ts';
import { useRoost } from '../../sync/roost.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Panel } from '../../ui/Pane.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { FetchedList } from './FetchedList.tsx';
import { TokenDialog } from './TokenDialog.tsx';
import { useFetched } from './useFetched.ts';
import { useSend } from './useSend.ts';
import styles from './Settings.module.css';

/** The bots of the workspace and their tokens. A token's secret is shown once, when it is made. */
export function BotSettings({ workspaceId }: { workspaceId: string }) {
  const t = useTranslations('settings');
  const roost = useRoost();
  const known = useUsers(workspaceId);
  const [created, setCreated] = useState<readonly User[]>([]);
  const bots = [...new Map([...created, ...known].map((user) => [user.id, user])).values()].filter(
    (user) => user.kind === 'bot' && !user.left,
  );
  const [tokens, reload] = useFetched(
    useCallback(() => roost.query('token.list', { workspace: workspaceId }), [roost, workspaceId]),
  );
  const [tokenFor, setTokenFor] = useState<User | null>(null);
  const onCreated = (bot: User) => {
    setCreated((now) => [...now, bot]);
    setTokenFor(bot);
  };
  return (
    <>
      <p className={styles.lead}>{t('botsLead')}</p>
      <Panel title={t('newBot')}>
        <NewBotForm workspaceId={workspaceId} onCreated={onCreated} />
      </Panel>
      {bots.length === 0 && <EmptyState icon={<Bot />} title={t('noBots')} />}
      {bots.length > 0 && (
        <FetchedList fetched={tokens} onRetry={reload}>
          {(value) => (
            <ul>
              {bots.map((bot) => (
                <li key={bot.id} className={styles.bot}>
                  <div className={styles.row} style={{ borderBottom: 0, minHeight: 0 }}>
                    <Avatar id={bot.id} name={bot.name} size={32} icon={<Bot size={18} />} />
                    <span className={styles.about}>
                      <b>{bot.name}</b>
                      <span className={styles.quiet}>{`@${bot.handle}`}</span>
                    </span>
                    <Button size="sm" aria-label={t('tokenFor', { name: bot.name })} onClick={() => setTokenFor(bot)}>
                      {t('createToken')}
                    </Button>
                  </div>
                  {value.tokens
                    .filter((token) => token.user === bot.id)
                    .map((token) => (
                      <TokenRow key={token.id} token={token} botName={bot.name} onRevoked={reload} />
                    ))}
                </li>
              ))}
            </ul>
          )}
        </FetchedList>
      )}
      {tokenFor && <TokenDialog bot={tokenFor} onCreated={reload} onClose={() => setTokenFor(null)} />}
    </>
  );
}

function NewBotForm({ workspaceId, onCreated }: { workspaceId: string; onCreated: (bot: User) => void }) {
  const t = useTranslations('settings');
  const roost = useRoost();
  const [name, setName] = useState('');
  const { send, busy, problem } = useSend();
  const create = (event: FormEvent) => {
    event.preventDefault();
    if (busy || name.trim() === '') return;
    const then = ({ user }: { user: User }) => {
      roost.learnUsers([user]);
      setName('');
      onCreated(user);
    };
    void send(() => roost.command('bot.create', { workspace: workspaceId, name: name.trim() }), { then });
  };
  return (
    <form className={styles.form} onSubmit={create}>
      <TextField
        label={t('botName')}
        value={name}
        error={problem ?? undefined}
        maxLength={limits.personName}
        autoComplete="off"
        onChange={(event) => setName(event.target.value)}
      />
      <div className={styles.actions}>
        <Button type="submit" variant="primary" busy={busy} disabled={name.trim() === ''}>
          {t('createBot')}
        </Button>
      </div>
    </form>
  );
}

const scopeWords = { read: 'scopeRead', write: 'scopeWrite', admin: 'scopeAdmin' } as const;

function TokenRow({ token, botName, onRevoked }: { token: Token; botName: string; onRevoked: () => void }) {
  const t = useTranslations('settings');
  const roost = useRoost();
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  const { send, busy, problem } = useSend();
  const used = token.lastUsedAt
    ? t('tokenUsed', { when: format.relativeTime(new Date(token.lastUsedAt), now) })
    : t('tokenNeverUsed');
  const scopes = token.scopes.map((scope) => t(scopeWords[scope]).toLocaleLowerCase()).join(', ');
  return (
    <div className={styles.row} style={{ borderBottom: 0, minHeight: 0, paddingInlineStart: 48 }}>
      <span className={styles.about}>
        <span className={styles.quiet}>
          {[
            t('tokenScopes', { scopes }),
            t('tokenMade', { when: format.relativeTime(new Date(token.createdAt), now) }),
            used,
          ].join(' · ')}
        </span>
        {problem && (
          <span className={styles.problem} role="alert">
            {problem}
          </span>
        )}
      </span>
      <Button
        size="sm"
        variant="ghost"
        busy={busy}
        aria-label={t('revokeToken', { name: botName })}
        onClick={() =>
          void send(() => roost.command('token.revoke', { token: token.id }), {
            say: t('tokenRevoked'),
            then: onRevoked,
          })
        }
      >
        {t('revoke')}
      </Button>
    </div>
  );
}
