import { limits } from '@roost/protocol/limits';
import type { Value } from '@roost/protocol/registry';
import { useState, type ReactNode } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { useRejectText } from '../../i18n/useRejectText.ts';
import { useRoost } from '../../sync/roost.ts';
import { Button } from '../../ui/Button.tsx';
import { TextArea } from '../../ui/TextField.tsx';
import { toasts } from '../../ui/toastStore.ts';
import styles from './AddPeople.module.css';

type Asked = Value<'channel.whoToAdd'>;

/** A list that was pasted. The server says first whom it means: nobody is added by a slip. */
export function useAddMany(channel: string, onClose: () => void): { body: ReactNode; action: ReactNode } {
  const t = useTranslations('members');
  const [people, setPeople] = useState('');
  const [asked, setAsked] = useState<Asked>();
  const { busy, error, ask, add, clear } = useAsking(channel, people, setAsked, onClose);
  const body = (
    <div className={styles.many}>
      <TextArea
        label={t('manyLabel')}
        hint={t('manyHint')}
        error={error}
        rows={6}
        spellCheck={false}
        maxLength={limits.pastedPeople}
        value={people}
        data-autofocus
        onChange={({ target }) => {
          setPeople(target.value);
          setAsked(undefined);
          clear();
        }}
      />
      <div role="status">{asked && <Report asked={asked} />}</div>
    </div>
  );
  const action = asked ? (
    <Button variant="primary" busy={busy} disabled={asked.adds === 0} onClick={() => void add()}>
      {t('addAction', { count: asked.adds })}
    </Button>
  ) : (
    <Button variant="primary" busy={busy} disabled={people.trim() === ''} onClick={() => void ask()}>
      {t('manyCheck')}
    </Button>
  );
  return { body, action };
}

function useAsking(channel: string, people: string, onAsked: (asked: Asked) => void, onClose: () => void) {
  const t = useTranslations('members');
  const roost = useRoost();
  const toText = useRejectText();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const run = async (act: () => Promise<void>) => {
    setBusy(true);
    await act().catch((refused: unknown) => setError(toText(refused)));
    setBusy(false);
  };
  return {
    busy,
    error,
    clear: () => setError(undefined),
    ask: () => run(async () => onAsked(await roost.query('channel.whoToAdd', { channel, people }))),
    add: () =>
      run(async () => {
        const { added } = await roost.command('channel.addMany', { channel, people });
        toasts.show({ text: t('added', { count: added }), tone: 'ok' });
        onClose();
      }),
  };
}

function Report({ asked: { adds, users, already, leftOut, moreLeftOut } }: { asked: Asked }) {
  const t = useTranslations('members');
  const locale = useLocale();
  const shown = users.slice(0, 5).map(({ name }) => name);
  const names = new Intl.ListFormat(locale).format(adds > shown.length ? [...shown, `+${adds - shown.length}`] : shown);
  return (
    <div className={styles.report}>
      <p>
        <b>{t('manyAdds', { count: adds, names })}</b>
      </p>
      {already > 0 && <p>{t('manyAlready', { count: already })}</p>}
      {leftOut.length > 0 && (
        <>
          <p>{t('manyLeftOut', { count: leftOut.length + moreLeftOut })}</p>
          <ul>
            {leftOut.map(({ what, why }) => (
              <li key={`${what} ${why}`}>
                <b>{what}</b>
                {` – ${t(`why_${why}`)}`}
              </li>
            ))}
            {moreLeftOut > 0 && <li>{t('manyMore', { count: moreLeftOut })}</li>}
          </ul>
        </>
      )}
    </div>
  );
}
