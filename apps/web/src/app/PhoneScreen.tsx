import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { ConnectionLine } from './ConnectionLine.tsx';
import { cx } from '../ui/cx.ts';
import { useOpenDialog } from './dialogs.ts';
import { Directs } from './Directs.tsx';
import { JumpButton } from './JumpButton.tsx';
import { MainPane } from './MainPane.tsx';
import { PhoneTabs } from './PhoneTabs.tsx';
import { LatePane } from './LatePane.tsx';
import { Side } from './Side.tsx';
import { useTabTitle } from './useTabMark.ts';
import type { WorkspacePlace } from './WorkspaceShell.tsx';
import styles from './Shell.module.css';

/** One screen at a time: a list with the tabs below it, a conversation, or what lies over the conversation. */
export function PhoneScreen({ place }: { place: WorkspacePlace }): ReactNode {
  const openDialog = useOpenDialog();
  if (place.at === 'home') {
    return (
      <ListScreen place={place} titleKey="home">
        <Side place={place} />
        <div className={styles.jumpRow}>
          <JumpButton onClick={() => openDialog({ kind: 'switcher' })} />
        </div>
      </ListScreen>
    );
  }
  if (place.at === 'directs') {
    return (
      <ListScreen place={place} titleKey="directs">
        <Directs workspaceId={place.workspace} level={2} />
      </ListScreen>
    );
  }
  if (place.at === 'settings' && place.section === null) {
    return (
      <ListScreen place={place} titleKey="settings">
        <Side place={place} />
      </ListScreen>
    );
  }
  const pane = place.at === 'channel' ? place.pane : undefined;
  return (
    <div className={styles.phone}>
      <div className={styles.screen}>
        {place.at === 'channel' && pane ? (
          <LatePane place={place} pane={pane} isPhone />
        ) : (
          <MainPane place={place} isPhone beside={false} showSidebar={null} />
        )}
      </div>
      {place.at === 'activity' && <PhoneTabs workspaceId={place.workspace} at={place.at} />}
    </div>
  );
}

function ListScreen({
  place,
  titleKey,
  children,
}: {
  place: WorkspacePlace;
  titleKey: 'home' | 'directs' | 'settings';
  children: ReactNode;
}) {
  const t = useTranslations('app');
  useTabTitle(place.workspace, t(titleKey));
  return (
    <div className={styles.phone}>
      <main className={cx(styles.screen, styles.screenSide)} data-region="main" id="content" tabIndex={-1}>
        <h1 className="visually-hidden">{t(titleKey)}</h1>
        {children}
      </main>
      <div className={styles.banner}>
        <ConnectionLine />
      </div>
      <PhoneTabs workspaceId={place.workspace} at={place.at} />
    </div>
  );
}
