import type { User } from '@roost/protocol/entities';
import { useState, type FormEvent } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { useWhenText } from '../../message/useWhenText.ts';
import { setDeviceNotifying, useDeviceNotifying } from '../../sync/deviceNotifying.ts';
import { useIntendedSelf } from '../../sync/people.ts';
import { usePausedUntil } from '../../sync/quiet.ts';
import { useRoost } from '../../sync/roost.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox, Switch } from '../../ui/Checkbox.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toHours, toHoursDraft, type HoursDraft, type Week } from './hourDrafts.ts';
import { TimeZoneField } from './TimeZoneField.tsx';
import { useSend } from './useSend.ts';
import styles from './Settings.module.css';

/** What notifies one, where and when. */
export function NotificationSettings({ workspaceId, onPause }: { workspaceId: string; onPause: () => void }) {
  const t = useTranslations('settings');
  const self = useIntendedSelf(workspaceId);
  if (!self) return null;
  return (
    <>
      <p className={styles.lead}>{t('notificationsLead')}</p>
      <OnThisDevice />
      <Pause self={self} onPause={onPause} />
      <HoursForm key={JSON.stringify(self.quiet?.hours)} self={self} />
    </>
  );
}

function OnThisDevice() {
  const t = useTranslations('settings');
  const state = useDeviceNotifying();
  const { send, busy } = useSend();
  if (state === 'unsupported' || state === 'blocked')
    return <p className={styles.quiet}>{t(state === 'blocked' ? 'notifyBlocked' : 'notifyUnsupported')}</p>;
  if (state === 'ask')
    return (
      <div className={styles.line}>
        <span>{t('notifyAsk')}</span>
        <Button variant="primary" busy={busy} onClick={() => void send(() => setDeviceNotifying(true))}>
          {t('notifyAllow')}
        </Button>
      </div>
    );
  return (
    <Switch
      label={t('notifyHere')}
      hint={t('notifyHereHint')}
      checked={state === 'on'}
      onChange={(on) => void setDeviceNotifying(on)}
    />
  );
}

function Pause({ self, onPause }: { self: User; onPause: () => void }) {
  const t = useTranslations('settings');
  const toText = useWhenText();
  const paused = usePausedUntil(self);
  return (
    <div className={styles.line}>
      <span>{paused ? t('pausedUntil', { until: toText(paused) }) : t('notPaused')}</span>
      <Button onClick={onPause}>{paused ? t('changePause') : t('pause')}</Button>
    </div>
  );
}

const weeks: readonly Week[] = ['always', 'everyDay', 'weekdays', 'byDay'];

function HoursForm({ self }: { self: User }) {
  const t = useTranslations('settings');
  const words = useTranslations('words');
  const roost = useRoost();
  const { send, busy, problem } = useSend();
  const zone = self.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const [draft, setDraft] = useState(() => toHoursDraft(self.quiet?.hours, zone));
  const change = (to: Partial<HoursDraft>) => setDraft((now) => ({ ...now, ...to }));
  const hours = toHours(draft);
  const isSame = JSON.stringify(hours ?? null) === JSON.stringify(self.quiet?.hours ?? null);
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (hours === undefined || isSame || busy) return;
    void send(() => roost.command('user.update', { user: self.id, hours }), { say: t('hoursSaved') });
  };
  return (
    <form className={styles.form} onSubmit={save}>
      <Select
        label={t('hours')}
        hint={t('hoursHint')}
        value={draft.week}
        onChange={(week) => change({ week })}
        options={weeks.map((value) => ({ value, label: t(value) }))}
      />
      {(draft.week === 'everyDay' || draft.week === 'weekdays') && (
        <FromTo from={draft.from} to={draft.to} onChange={change} />
      )}
      {draft.week === 'byDay' && <Days days={draft.days} onChange={(days) => change({ days })} />}
      {draft.week !== 'always' && (
        <TimeZoneField value={draft.timeZone} onChange={(event) => change({ timeZone: event.target.value })} />
      )}
      {problem && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
      <div className={styles.actions}>
        <Button type="submit" variant="primary" busy={busy} disabled={hours === undefined || isSame}>
          {words('save')}
        </Button>
      </div>
    </form>
  );
}

type FromToProps = { from: string; to: string; onChange: (to: { from?: string; to?: string }) => void; day?: string };

function FromTo({ from, to, onChange, day }: FromToProps) {
  const t = useTranslations('settings');
  const label = (key: 'from' | 'until') => (day === undefined ? t(key) : t(`${key}On`, { day }));
  return (
    <div className={styles.hours}>
      <TextField
        type="time"
        label={label('from')}
        hideLabel={day !== undefined}
        value={from}
        required
        onChange={(event) => onChange({ from: event.target.value })}
      />
      <TextField
        type="time"
        label={label('until')}
        hideLabel={day !== undefined}
        value={to}
        required
        onChange={(event) => onChange({ to: event.target.value })}
      />
    </div>
  );
}

/** A Sunday, to name days after. */
const SUNDAY_MS = Date.UTC(2026, 10, 22, 12);
const DAY_MS = 86_400_000;

function Days({ days, onChange }: { days: HoursDraft['days']; onChange: (days: HoursDraft['days']) => void }) {
  const t = useTranslations('settings');
  const format = useFormatter();
  const nameOf = (day: number) =>
    format.dateTime(new Date(SUNDAY_MS + day * DAY_MS), { weekday: 'long', timeZone: 'UTC' });
  const set = (day: number, to: Partial<HoursDraft['days'][number]>) =>
    onChange(days.map((one) => (one.day === day ? { ...one, ...to } : one)));
  return (
    <div role="group" aria-label={t('byDay')} className={styles.days}>
      {days.map(({ day, on, from, to }) => (
        <div key={day} className={styles.day}>
          <Checkbox label={nameOf(day)} checked={on} onChange={(is) => set(day, { on: is })} />
          {on && <FromTo day={nameOf(day)} from={from} to={to} onChange={(change) => set(day, change)} />}
        </div>
      ))}
    </div>
  );
}
