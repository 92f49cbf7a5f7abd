import type { Channel } from '@roost/protocol/entities';
import { limits } from '@roost/protocol/limits';
import { useEffect, useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { useKnownChannels } from '../../sync/knownChannels.ts';
import { useRoost } from '../../sync/roost.ts';
import { Checkbox } from '../../ui/Checkbox.tsx';
import styles from './Groups.module.css';

interface ChannelChoiceProps {
  workspaceId: string;
  picked: readonly string[];
  onChange: (picked: readonly string[]) => void;
}

/** The public channels that a group may bring, to tick. */
export function ChannelChoice({ workspaceId, picked, onChange }: ChannelChoiceProps) {
  const t = useTranslations('groups');
  const channels = usePublicChannels(workspaceId);
  const isFull = picked.length >= limits.groupChannels;
  const toggle = (id: string, on: boolean) => onChange(on ? [...picked, id] : picked.filter((one) => one !== id));
  return (
    <>
      <p className={styles.hint}>{t('channelsHint')}</p>
      <div className={styles.channels}>
        {channels.map(({ id, name }) => (
          <Checkbox
            key={id}
            label={`#${name}`}
            checked={picked.includes(id)}
            disabled={isFull && !picked.includes(id)}
            onChange={(on) => toggle(id, on)}
          />
        ))}
      </div>
    </>
  );
}

/** Those that are known, and, when the server can be asked, the first two hundred. Everybody is in #general anyway. */
function usePublicChannels(workspaceId: string): readonly Channel[] {
  const roost = useRoost();
  const known = useKnownChannels(workspaceId);
  useEffect(() => {
    roost.query('channel.list', { workspace: workspaceId, limit: 200 }).catch(() => {});
  }, [roost, workspaceId]);
  return useMemo(
    () =>
      known
        .filter(({ kind, archivedAt, general }) => kind === 'public' && !archivedAt && !general)
        .sort((a, b) => (a.name ?? '').localeCompare(b.name ?? '')),
    [known],
  );
}
