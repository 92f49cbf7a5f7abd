import { Minus, Monitor, Moon, Plus, Sun } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { IconButton } from '../../ui/IconButton.tsx';
import { SegmentedControl } from '../../ui/RadioGroup.tsx';
import { textPxRange, useAppearance } from '../../ui/theme.ts';
import styles from './Settings.module.css';

/** How things look on this device. Takes effect at once. */
export function AppearanceSettings() {
  const t = useTranslations('settings');
  const [look, setLook] = useAppearance();
  return (
    <>
      <p className={styles.lead}>{t('onThisDevice')}</p>
      <div className={styles.line}>
        <span>{t('theme')}</span>
        <SegmentedControl
          label={t('theme')}
          value={look.theme}
          onChange={(theme) => setLook({ theme })}
          choices={[
            { value: 'system', label: t('themeSystem'), icon: <Monitor /> },
            { value: 'light', label: t('themeLight'), icon: <Sun /> },
            { value: 'dark', label: t('themeDark'), icon: <Moon /> },
          ]}
        />
      </div>
      <div className={styles.line}>
        <span>{t('density')}</span>
        <SegmentedControl
          label={t('density')}
          value={look.density}
          onChange={(density) => setLook({ density })}
          choices={[
            { value: 'comfortable', label: t('densityComfortable') },
            { value: 'compact', label: t('densityCompact') },
          ]}
        />
      </div>
      <div className={styles.line}>
        <span>{t('textSize')}</span>
        <span className={styles.stepper} role="group" aria-label={t('textSize')}>
          <IconButton
            label={t('smaller')}
            icon={<Minus />}
            disabled={look.textPx <= textPxRange.min}
            onClick={() => setLook({ textPx: look.textPx - 1 })}
          />
          <output aria-live="polite">{t('textSizeValue', { px: look.textPx })}</output>
          <IconButton
            label={t('larger')}
            icon={<Plus />}
            disabled={look.textPx >= textPxRange.max}
            onClick={() => setLook({ textPx: look.textPx + 1 })}
          />
        </span>
      </div>
    </>
  );
}
