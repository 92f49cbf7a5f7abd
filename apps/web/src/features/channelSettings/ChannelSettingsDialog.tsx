import { Eye } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useChannel, useChannelRights } from '../../sync/channels.ts';
import { useRoost } from '../../sync/roost.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { AboutForm } from './AboutForm.tsx';
import { ChannelFate } from './ChannelFate.tsx';
import type { PickPeople } from './PostingFields.tsx';
import { PostingForm } from './PostingForm.tsx';
import { useAct } from './useAct.ts';
import styles from './ChannelSettingsDialog.module.css';

export type ChannelSettingsDialogProps = {
  channelId: string;
  onClose: () => void;
  /** Who sees it, and why, is to be told. */
  onAccess: () => void;
  /** A box to choose people in. */
  pickPeople: (props: PickPeople) => ReactNode;
};

/** What the channel is called and about, who writes in it, and its end, each as far as one may change it. */
export function ChannelSettingsDialog({ channelId, onClose, onAccess, pickPeople }: ChannelSettingsDialogProps) {
  const t = useTranslations('channelSettings');
  const access = useTranslations('access');
  const words = useTranslations('words');
  const channel = useChannel(channelId);
  const rights = useChannelRights(channelId);
  if (!channel) return null;
  return (
    <Dialog open onClose={onClose} title={t('title', { name: channel.name ?? '' })} closeLabel={words('close')}>
      <div className={styles.body}>
        {(rights.setTopic || rights.rename) && <AboutForm channel={channel} rights={rights} />}
        {rights.rule && <PostingForm channel={channel} pickPeople={pickPeople} />}
        {rights.newcomers && <Newcomers channelId={channelId} checked={channel.newcomers === true} />}
        <Button icon={<Eye />} className={styles.access} onClick={onAccess}>
          {access('open')}
        </Button>
        {(rights.archive || rights.delete) && <ChannelFate channel={channel} rights={rights} onClose={onClose} />}
      </div>
    </Dialog>
  );
}

function Newcomers({ channelId, checked }: { channelId: string; checked: boolean }) {
  const t = useTranslations('channelSettings');
  const roost = useRoost();
  const { busy, run } = useAct();
  return (
    <Checkbox
      label={t('newcomers')}
      hint={t('newcomersHint')}
      checked={checked}
      disabled={busy}
      onChange={(newcomers) => void run(() => roost.command('channel.update', { channel: channelId, newcomers }))}
    />
  );
}
