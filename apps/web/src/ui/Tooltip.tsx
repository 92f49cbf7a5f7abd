import { Tooltip as AriakitTooltip, TooltipAnchor, TooltipProvider } from '@ariakit/react';
import type { ReactElement, ReactNode } from 'react';
import { Kbd } from './Kbd.tsx';
import styles from './Tooltip.module.css';

export type Placement = 'top' | 'bottom' | 'left' | 'right' | `${'top' | 'bottom' | 'left' | 'right'}-${'start' | 'end'}`;
export type TooltipProps = {
  label: ReactNode;
  shortcut?: string;
  placement?: Placement;
  /** One element that takes `ref` and DOM props. It must have a name of its own: a tooltip is never the only one. */
  children: ReactElement;
};

/** A short hint on hover and keyboard focus; never on touch. */
export function Tooltip({ label, shortcut, placement = 'top', children }: TooltipProps) {
  return (
    <TooltipProvider placement={placement} showTimeout={400} hideTimeout={0}>
      <TooltipAnchor render={children} />
      <AriakitTooltip className={styles.tooltip} gutter={6} unmountOnHide aria-hidden>
        {label}
        {shortcut && <Kbd keys={shortcut} />}
      </AriakitTooltip>
    </TooltipProvider>
  );
}
