import { ChevronDown } from 'lucide-react';
import { Suspense, useState } from 'react';
import { useTranslations } from 'use-intl';
import { IconButton } from '../../ui/IconButton.tsx';
import { lazyAgain } from '../../ui/lazyAgain.tsx';
import { Menu } from '../../ui/Menu.tsx';
import styles from './Composer.module.css';

const load = () => import('./SendLaterParts.tsx');
const Items = lazyAgain(async () => (await load()).SendLaterItems);
const Dialog = lazyAgain(async () => (await load()).SendLaterDialog);

/** The menu beside Send: when else. */
export function SendLater({ onPick, disabled }: { onPick: (at: Date) => void; disabled: boolean }) {
  const t = useTranslations('composer');
  const [picking, setPicking] = useState(false);
  return (
    <>
      <Menu
        label={t('sendLater')}
        placement="top-end"
        trigger={
          <IconButton
            className={styles.later}
            label={t('sendLater')}
            icon={<ChevronDown />}
            tooltipPlacement="top"
            aria-disabled={disabled}
            onPointerEnter={() => void load().catch(() => {})}
          />
        }
      >
        <Items disabled={disabled} onPick={onPick} onCustom={() => setPicking(true)} />
      </Menu>
      {picking && (
        <Suspense fallback={null}>
          <Dialog onPick={onPick} onClose={() => setPicking(false)} />
        </Suspense>
      )}
    </>
  );
}
