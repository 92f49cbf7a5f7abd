import { useRef, useState, type ReactElement } from 'react';
import { disclosure, usePreloadedLayers, useTrigger, useWasEver, type OpenedBy } from './layers.ts';
import { LayerBoundary } from './LayerBoundary.tsx';
import { lazyAgain } from './lazyAgain.tsx';
import type { MenuContents, MenuPoint } from './MenuLayer.tsx';
import type { Placement } from './Tooltip.tsx';

const load = () => import('./MenuLayer.tsx');
const Popup = lazyAgain(async () => (await load()).MenuPopup);

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
  const close = () => toggle(false, state.by);
  const button = useTrigger(trigger, opener, disclosure(state.open, 'menu', toggle));
  const mounted = useWasEver(state.open);
  return (
    <>
      {button}
      {mounted && (
        <LayerBoundary open={state.open} onClose={close}>
          <Popup
            {...contents}
            open={state.open}
            openedBy={state.by}
            onClose={close}
            opener={opener}
            placement={placement}
          />
        </LayerBoundary>
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
    <LayerBoundary open={at !== null} onClose={onClose}>
      <Popup
        {...contents}
        open={at !== null}
        openedBy={point.byKey ? 'first' : 'pointer'}
        onClose={onClose}
        opener={point.opener ?? null}
        point={point}
      />
    </LayerBoundary>
  );
}

/** One act: `{icon?, shortcut?, description?, danger?, disabled?, href?, keepOpen?, onSelect?}`. With `href` it is a link. */
export const MenuItem = lazyAgain(async () => (await load()).MenuItem);
/** An option that is on or off; the menu stays open. */
export const MenuCheckItem = lazyAgain(async () => (await load()).MenuCheckItem);
/** One of several; put them in a `MenuGroup`. Choosing closes the menu. */
export const MenuRadioItem = lazyAgain(async () => (await load()).MenuRadioItem);
/** Choices that need no words, side by side: `{key, label, sign, checked?, onSelect}[]`. */
export const MenuSigns = lazyAgain(async () => (await load()).MenuSigns);
/** An item that opens a further menu: `children` is the item, `items` what opens. */
export const SubMenu = lazyAgain(async () => (await load()).SubMenu);
/** A line between groups. */
export const MenuSeparator = lazyAgain(async () => (await load()).MenuSeparator);
/** Items under a small heading. */
export const MenuGroup = lazyAgain(async () => (await load()).MenuGroup);
