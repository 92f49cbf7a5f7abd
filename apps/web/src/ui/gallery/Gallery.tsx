import { Monitor, Moon, Sun } from 'lucide-react';
import { Announcer } from '../Announcer.tsx';
import { PaneHeader } from '../Pane.tsx';
import { SegmentedControl } from '../RadioGroup.tsx';
import { useAppearance, type Theme } from '../theme.ts';
import { ToastRegion } from '../ToastRegion.tsx';
import { Controls } from './Controls.tsx';
import { Fields } from './Fields.tsx';
import { Identity } from './Identity.tsx';
import { Layers } from './Layers.tsx';
import { Messages } from './Messages.tsx';
import { States } from './States.tsx';
import styles from './Gallery.module.css';

/** Every component in every state, for developers. Not part of the product. */
export function Gallery() {
  const [{ theme, density }, change] = useAppearance();
  return (
    <div className={styles.page}>
      <main className={styles.card}>
        <PaneHeader
          title="Design system"
          level={1}
          subtitle="Roost"
          end={
            <>
              <SegmentedControl<Theme>
                label="Theme"
                value={theme}
                onChange={(next) => change({ theme: next })}
                choices={[
                  { value: 'system', label: 'System', icon: <Monitor /> },
                  { value: 'light', label: 'Light', icon: <Sun /> },
                  { value: 'dark', label: 'Dark', icon: <Moon /> },
                ]}
              />
              <SegmentedControl
                className={styles.wideOnly}
                label="Density"
                value={density}
                onChange={(next) => change({ density: next })}
                choices={[
                  { value: 'comfortable', label: 'Comfortable' },
                  { value: 'compact', label: 'Compact' },
                ]}
              />
            </>
          }
        />
        <div className={styles.grid}>
          <Controls />
          <Fields />
          <Identity />
          <Layers />
          <States />
          <Messages />
        </div>
      </main>
      <Announcer />
      <ToastRegion label="Notifications" dismissLabel="Dismiss" />
    </div>
  );
}
