import type { Channel } from '@roost/protocol/entities';
import { useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useMembership, type ChannelRights } from '../../sync/channels.ts';
import { useRoost } from '../../sync/roost.ts';
import { Button } from '../../ui/Button.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { Panel } from '../../ui/Pane.tsx';
import { toasts } from '../../ui/toastStore.ts';
import { useAct } from './useAct.ts';
import styles from './ChannelSettingsDialog.module.css';

type FateProps = { channel: Channel; rights: ChannelRights; onClose: () => void };

/** What changes a channel for everybody in it: who can find it, whether it goes on, whether it exists. */
export function ChannelFate({ channel, rights, onClose }: FateProps) {
  const t = useTranslations('channelSettings');
  const members = useMembership(channel.id)?.memberCount ?? 0;
  const roost = useRoost();
  const name = channel.name ?? '';
  const id = { channel: channel.id };
  const isPrivate = channel.kind === 'private';
  const done = (text: string) => {
    toasts.show({ text, tone: 'ok' });
    onClose();
  };
  return (
    <Panel title={t('danger')} className={styles.danger}>
      {rights.convert && (
        <Act
          label={t(isPrivate ? 'convertToPublic' : 'convertToPrivate')}
          hint={t(isPrivate ? 'publicHint' : 'privateHint')}
          title={t(isPrivate ? 'publicTitle' : 'privateTitle', { name })}
          text={t(isPrivate ? 'publicText' : 'privateText', { count: members })}
          act={async () => {
            await roost.command('channel.convert', { ...id, kind: isPrivate ? 'public' : 'private' });
            done(t(isPrivate ? 'convertedPublic' : 'convertedPrivate', { name }));
          }}
        />
      )}
      {rights.archive && <Archiving channel={channel} done={done} />}
      {rights.delete && (
        <Act
          label={t('delete')}
          hint={t('deleteHint')}
          title={t('deleteTitle', { name })}
          text={t('deleteText')}
          typed={{ expected: name, label: t('deleteTyped', { name }) }}
          act={async () => {
            await roost.command('channel.delete', { ...id, name });
            done(t('deleted', { name }));
          }}
        />
      )}
    </Panel>
  );
}

function Archiving({ channel, done }: { channel: Channel; done: (text: string) => void }) {
  const t = useTranslations('channelSettings');
  const roost = useRoost();
  const { busy, run } = useAct();
  const name = channel.name ?? '';
  const archive = async () => {
    await roost.command('channel.archive', { channel: channel.id });
    done(t('archived', { name }));
  };
  const unarchive = async () => {
    await roost.command('channel.unarchive', { channel: channel.id });
    done(t('unarchived', { name }));
  };
  if (channel.archivedAt)
    return (
      <Button busy={busy} onClick={() => void run(unarchive)}>
        {t('unarchive')}
      </Button>
    );
  return (
    <Act
      label={t('archive')}
      hint={t('archiveHint')}
      title={t('archiveTitle', { name })}
      text={t('archiveText')}
      act={archive}
    />
  );
}

type ActProps = {
  label: string;
  hint: string;
  title: string;
  text: string;
  /** For what cannot be undone. */
  typed?: { expected: string; label: ReactNode };
  act: () => Promise<void>;
};

/** Says what it does, asks, and does it. */
function Act({ label, hint, title, text, typed, act }: ActProps) {
  const words = useTranslations('words');
  const [asking, setAsking] = useState(false);
  const { busy, run } = useAct();
  const confirm = async () => {
    await run(act);
    setAsking(false);
  };
  return (
    <div className={styles.act}>
      <p>{hint}</p>
      <Button variant={typed ? 'danger' : 'secondary'} onClick={() => setAsking(true)}>
        {label}
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => void confirm()}
        busy={busy}
        title={title}
        description={text}
        confirmLabel={label}
        cancelLabel={words('cancel')}
        closeLabel={words('close')}
        typed={typed}
        danger={typed !== undefined}
      />
    </div>
  );
}
