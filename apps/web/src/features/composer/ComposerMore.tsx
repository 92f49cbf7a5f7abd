import { ChartBarBig, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { LaterWords } from '../../i18n/LaterWords.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu, MenuCheckItem, MenuGroup, MenuItem, MenuRadioItem, MenuSeparator } from '../../ui/Menu.tsx';
import { PollDialog } from './PollDialog.tsx';
import type { ComposerModel } from './useComposer.ts';
import styles from './Composer.module.css';

const levels = ['important', 'urgent'] as const;

interface ComposerMoreProps {
  composer: ComposerModel;
}

/** The menu at the start of the bar: what else one sends. */
export function ComposerMore(props: ComposerMoreProps) {
  return (
    <LaterWords>
      <Named key={props.composer.place} {...props} />
    </LaterWords>
  );
}

function Named({ composer }: ComposerMoreProps) {
  const t = useTranslations('composer');
  const polls = useTranslations('polls');
  const urgings = useTranslations('urging');
  const { urging, setUrging } = composer;
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Menu
        label={t('add')}
        placement="top-start"
        trigger={<IconButton className={styles.more} label={t('add')} icon={<Plus />} tooltipPlacement="top" />}
      >
        <MenuItem icon={<ChartBarBig />} onSelect={() => setAsking(true)}>
          {polls('create')}
        </MenuItem>
        <MenuGroup label={urgings('priority')}>
          {levels.map((level) => (
            <MenuRadioItem
              key={level}
              checked={urging?.priority === level}
              onSelect={() => setUrging({ ...urging, priority: urging?.priority === level ? undefined : level })}
            >
              {urgings(level)}
            </MenuRadioItem>
          ))}
        </MenuGroup>
        <MenuSeparator />
        <MenuCheckItem checked={urging?.asks ?? false} onChange={(asks) => setUrging({ ...urging, asks })}>
          {urgings('ask')}
        </MenuCheckItem>
      </Menu>
      {isAsking && <PollDialog composer={composer} onClose={() => setAsking(false)} />}
    </>
  );
}
