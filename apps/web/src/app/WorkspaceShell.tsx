import { useEffect, useState, type CSSProperties, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { CommandDeskContext } from '../features/composer/commandDesk.ts';
import { laterPart } from '../i18n/laterPart.tsx';
import type { Place } from '../navigation/places.ts';
import { useGo, usePane } from '../navigation/usePlace.ts';
import { useIsMine } from '../sync/people.ts';
import { late } from '../ui/late.tsx';
import { useBreakpoint, type Breakpoint } from '../ui/media.ts';
import { Pane } from '../ui/Pane.tsx';
import { Dialogs } from './Dialogs.tsx';
import { OpenDialogContext, type OpenDialog } from './dialogs.ts';
import { useDialog } from './useDialog.ts';
import { fetchPartsAhead } from './lazyPart.tsx';
import { MainPane } from './MainPane.tsx';
import { MessageLayers } from './MessageLayers.tsx';
import { PersonCards } from './PersonCards.tsx';
import { PhoneScreen } from './PhoneScreen.tsx';
import { Rail } from './Rail.tsx';
import { LatePane } from './LatePane.tsx';
import { Side } from './Side.tsx';
import { Starting } from './Starting.tsx';
import { useSidebarWidth } from './useSidebarWidth.ts';
import { TopBar } from './TopBar.tsx';
import { useChannelSteps } from './useChannelSteps.ts';
import { useMarkRead } from './useMarkRead.ts';
import { useTabIcon } from './useTabMark.ts';
import { useHotkeys } from './hotkeys.ts';
import { typeAnywhere } from './typeAnywhere.ts';
import { focusNextRegion, focusRegionNamed, rememberFocus } from './regions.ts';
import styles from './Shell.module.css';

const NotYourWorkspace = laterPart(
  async () => (await import('./Notices.tsx')).NotYourWorkspace,
  <Starting unreachable={false} onRetry={() => {}} />,
);
const SidebarResizer = laterPart(async () => (await import('./SidebarResizer.tsx')).SidebarResizer);
const PinnedVersion = laterPart(async () => (await import('./PinnedVersion.tsx')).PinnedVersion);

const CommandDesk = late(async () => (await import('./CommandDesk.tsx')).CommandDesk);
const Tidings = late(async () => (await import('./Tidings.tsx')).Tidings);

/** A place that lies inside of a workspace. */
export type WorkspacePlace = Extract<Place, { workspace: string }>;

/** The frame around everything inside a workspace, laid out for the width of the window. */
export function WorkspaceShell({ place }: { place: WorkspacePlace }) {
  const layout = useBreakpoint();
  const isForeign = useSettled(!useIsMine(place.workspace), 4000);
  const [dialog, setDialog] = useDialog(place);
  useEffect(rememberFocus, []);
  useEffect(typeAnywhere, []);
  useEffect(fetchPartsAhead, []);
  useTabIcon();
  if (isForeign) return <NotYourWorkspace />;
  return (
    <OpenDialogContext value={setDialog}>
      <SkipLink />
      <MessageLayers onOpen={setDialog}>
        <CommandDeskContext value={CommandDesk}>
          <PersonCards workspaceId={place.workspace}>
            {layout === 'phone' ? (
              <PhoneLayout place={place} onDialog={setDialog} />
            ) : (
              <WideLayout place={place} layout={layout} onDialog={setDialog} />
            )}
          </PersonCards>
        </CommandDeskContext>
      </MessageLayers>
      <Tidings workspaceId={place.workspace} openChannel={place.at === 'channel' ? place.channel : null} />
      <Pinned place={place} />
      <Dialogs workspaceId={place.workspace} dialog={dialog} onOpen={setDialog} />
    </OpenDialogContext>
  );
}

function Pinned({ place }: { place: WorkspacePlace }) {
  if (place.at !== 'channel' || place.version === undefined) return null;
  const message = place.message ?? (place.pane?.kind === 'thread' ? place.pane.reply : undefined);
  if (!message) return null;
  return <PinnedVersion key={`${message} ${place.version}`} message={message} version={place.version} />;
}

/** True once `now` has held for `ms`: a workspace that one has just entered takes a moment to arrive. */
function useSettled(now: boolean, ms: number): boolean {
  const [settled, setSettled] = useState(false);
  useEffect(() => {
    if (!now) return setSettled(false);
    const timer = setTimeout(() => setSettled(true), ms);
    return () => clearTimeout(timer);
  }, [now, ms]);
  return settled && now;
}

function SkipLink() {
  const t = useTranslations('app');
  return (
    <a className="skip-link" href="#content" onClick={(event) => (event.preventDefault(), focusRegionNamed('main'))}>
      {t('skipToContent')}
    </a>
  );
}

type LayoutProps = { place: WorkspacePlace; onDialog: (dialog: OpenDialog | null) => void };

function PhoneLayout({ place, onDialog }: LayoutProps) {
  useGlobalKeys(place, onDialog, () => {});
  useToastInset(0, place.at === 'channel' ? '7.5rem' : null);
  return <PhoneScreen place={place} />;
}

function WideLayout({ place, layout, onDialog }: LayoutProps & { layout: Exclude<Breakpoint, 'phone'> }) {
  const [width, setWidth] = useSidebarWidth();
  const isDrawer = layout === 'drawer';
  const { folded, drawer, toggleSidebar, closeDrawer } = useFolding(isDrawer, place);
  useGlobalKeys(place, onDialog, toggleSidebar);
  const pane = place.at === 'channel' ? place.pane : undefined;
  const side = (
    <Pane
      as="div"
      tone="side"
      corners={isDrawer ? 'all' : 'start'}
      data-region="sidebar"
      onKeyDown={(event) => event.key === 'Escape' && closeDrawer()}
    >
      <Side place={place} />
    </Pane>
  );
  const isHidden = folded || isDrawer;
  const t = useTranslations('app');
  const sideLabel = t(place.at === 'settings' ? 'settings' : 'regionChannels');
  useToastInset(isHidden ? 0 : width, place.at === 'channel' ? '10rem' : null);
  return (
    <div
      className={styles.shell}
      data-layout={layout}
      data-sidebar={isHidden ? 'hidden' : undefined}
      style={{ '--sidebar-now': `${width}px` } as CSSProperties}
    >
      <TopBar
        sidebar={isHidden ? { open: drawer, toggle: toggleSidebar } : null}
        onSwitch={() => onDialog({ kind: 'switcher' })}
        onHelp={() => onDialog({ kind: 'shortcuts' })}
      />
      <Rail workspaceId={place.workspace} place={place} />
      {!isHidden && (
        <nav className={styles.sidebar} aria-label={sideLabel}>
          {side}
          <SidebarResizer width={width} onChange={setWidth} />
        </nav>
      )}
      <div className={styles.main} data-beside={pane ? true : undefined}>
        <MainPane place={place} isPhone={false} beside={Boolean(pane)} showSidebar={null} />
      </div>
      {pane && place.at === 'channel' && (
        <div className={styles.pane}>
          <LatePane place={place} pane={pane} isPhone={false} />
        </div>
      )}
      {isDrawer && drawer && (
        <Drawer label={sideLabel} onClose={closeDrawer}>
          {side}
        </Drawer>
      )}
    </div>
  );
}

function Drawer({ label, onClose, children }: { label: string; onClose: () => void; children: ReactNode }) {
  return (
    <>
      <div className={styles.scrim} onClick={onClose} />
      <nav className={styles.drawer} aria-label={label} onClick={(event) => isLink(event.target) && onClose()}>
        {children}
      </nav>
    </>
  );
}

/** Pressing the channel that is open anyway goes nowhere, and closes the drawer all the same. */
function isLink(target: EventTarget): boolean {
  return target instanceof Element && target.closest('a[href]') !== null;
}

/** Where there is room the sidebar can be folded away; where there is little it is a drawer, which closes when one goes somewhere. */
function useFolding(isDrawer: boolean, place: WorkspacePlace) {
  const [folded, setFolded] = useState(false);
  const [drawer, setDrawer] = useState(false);
  useEffect(() => setDrawer(false), [place, isDrawer]);
  useEffect(() => {
    if (drawer) focusRegionNamed('sidebar');
  }, [drawer]);
  return {
    folded,
    drawer,
    toggleSidebar: () => (isDrawer ? setDrawer(!drawer) : setFolded(!folded)),
    closeDrawer: () => setDrawer(false),
  };
}

/** Toasts stand at the foot of the main pane, beside the rail and the sidebar; in a conversation above the composer. */
function useToastInset(sidebarWidth: number, aboveComposer: string | null): void {
  useEffect(() => {
    const { style } = document.documentElement;
    style.setProperty('--toast-inset', `calc(var(--rail-w) + ${sidebarWidth + 20}px)`);
    if (aboveComposer) style.setProperty('--toast-inset-end', aboveComposer);
    return () => {
      style.removeProperty('--toast-inset');
      style.removeProperty('--toast-inset-end');
    };
  }, [sidebarWidth, aboveComposer]);
}

function useGlobalKeys(place: WorkspacePlace, onDialog: (dialog: OpenDialog) => void, toggleSidebar: () => void): void {
  const go = useGo();
  const { pane, setPane } = usePane();
  const { markAllRead } = useMarkRead();
  const step = useChannelSteps(place.workspace, place.at === 'channel' ? place.channel : null);
  useHotkeys({
    F6: () => focusNextRegion(1),
    'Shift+F6': () => focusNextRegion(-1),
    'Mod+k': () => onDialog({ kind: 'switcher' }),
    'Mod+/': () => onDialog({ kind: 'shortcuts' }),
    'Mod+.': () => setPane(pane ? undefined : { kind: 'members' }),
    'Mod+\\': toggleSidebar,
    'Mod+,': () => go({ at: 'settings', workspace: place.workspace, section: 'profile' }),
    'Alt+ArrowDown': () => step(1, false),
    'Alt+ArrowUp': () => step(-1, false),
    'Alt+Shift+ArrowDown': () => step(1, true),
    'Alt+Shift+ArrowUp': () => step(-1, true),
    'G H': () => go({ at: 'home', workspace: place.workspace }),
    'G M': () => go({ at: 'directs', workspace: place.workspace }),
    'G D': () => go({ at: 'drafts', workspace: place.workspace }),
    'G A': () => go({ at: 'activity', workspace: place.workspace }),
    'G T': () => go({ at: 'threads', workspace: place.workspace }),
    'G S': () => go({ at: 'saved', workspace: place.workspace }),
    'Shift+Escape': () => markAllRead(place.workspace),
    Escape: () => closeFromInside(() => setPane(undefined)),
  });
}

/** Esc closes the right pane from inside of it. Where the focus goes then is the pane's own matter. */
function closeFromInside(close: () => void): void | false {
  return document.activeElement?.closest('[data-region="pane"]') ? close() : false;
}
