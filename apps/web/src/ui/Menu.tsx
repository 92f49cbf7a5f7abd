import { lazy, Suspense, useRef, useState, type ReactElement } from 'react';
import { disclosure, usePreloadedLayers, useTrigger, useWasEver, type OpenedBy } from './layers.ts';
import type { MenuContents, MenuPoint } from './MenuLayer.tsx';
import type { Placement } from './Tooltip.tsx';

const load = () => import('./MenuLayer.tsx');
const Popup = lazy(() => load().then((module) => ({ default: module.MenuPopup })));

export type MenuProps = MenuContents & {
  /** The button, usually a `Button` or `IconButton`. */
  trigger: ReactElement;
  placement?: Placement;
  onOpenChange?: (open: boolean) => void;
};

/** A menu under a button; a bottom sheet on phones. */
export function Menu({ trigger, placement, onOpenChange, ...contents }: MenuProps) {
  usePreloadedLayers();
  const opener = useRef<HTMLElement | null>(null);
  const [state, setState] = useState<{ open: boolean; by: OpenedBy }>({ open: false, by: 'pointer' });
  const toggle = (open: boolean, by: OpenedBy) => {
    setState({ open, by });
    onOpenChange?.(open);
  };
  const button = useTrigger(trigger, opener, disclosure(state.open, 'menu', toggle));
  const mounted = useWasEver(state.open);
  return (
    <>
      {button}
      {mounted && (
        <Suspense fallback={null}>
          <Popup
            {...contents}
            open={state.open}
            openedBy={state.by}
            onClose={() => toggle(false, state.by)}
            opener={opener}
            placement={placement}
          />
        </Suspense>
      )}
    </>
  );
}

export type { MenuPoint } from './MenuLayer.tsx';
export type ContextMenuProps = MenuContents & {
  /** `null` = closed. Use `useContextMenu` to get it. */
  at: MenuPoint | null;
  onClose: () => void;
};

/** A menu that opens at a point: right click, Shift+F10, long press. */
export function ContextMenu({ at, onClose, ...contents }: ContextMenuProps) {
  usePreloadedLayers();
  // While it fades away `at` is null already.
  const [last, setLast] = useState(at);
  if (at && at !== last) setLast(at);
  const point = at ?? last;
  if (!useWasEver(at !== null) || !point) return null;
  return (
    <Suspense fallback={null}>
      <Popup
        {...contents}
        open={at !== null}
        openedBy={point.byKey ? 'first' : 'pointer'}
        onClose={onClose}
        opener={point.opener ?? null}
        point={point}
      />
    </Suspense>
  );
}

/** One act: `{icon?, shortcut?, description?, danger?, disabled?, href?, keepOpen?, onSelect?}`. With `href` it is a link. */
export const MenuItem = lazy(() => load().then((module) => ({ default: module.MenuItem })));
/** An option that is on or off; the menu stays open. */
export const MenuCheckItem = lazy(() => load().then((module) => ({ default: module.MenuCheckItem })));
/** One of several; put them in a `MenuGroup`. Choosing closes the menu. */
export const MenuRadioItem = lazy(() => load().then((module) => ({ default: module.MenuRadioItem })));
/** Choices that need no words, side by side: `{key, label, sign, checked?, onSelect}[]`. */
export const MenuSigns = lazy(() => load().then((module) => ({ default: module.MenuSigns })));
/** An item that opens a further menu: `children` is the item, `items` what opens. */
export const SubMenu = lazy(() => load().then((module) => ({ default: module.SubMenu })));
/** A line between groups. */
export const MenuSeparator = lazy(() => load().then((module) => ({ default: module.MenuSeparator })));
/** Items under a small heading. */
export const MenuGroup = lazy(() => load().then((module) => ({ default: module.MenuGroup })));
