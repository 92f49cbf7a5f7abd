import type { ComponentProps, MouseEvent } from 'react';
import { navigate } from './location.ts';

/** A link to a place of our own. Other tabs and windows are the browser's, as with every link. */
export function Link({ onClick, ...rest }: ComponentProps<'a'> & { href: string }) {
  return (
    <a
      {...rest}
      onClick={(event) => {
        onClick?.(event);
        follow(event);
      }}
    />
  );
}

/** What makes any anchor such a link. */
export function follow(event: MouseEvent<HTMLAnchorElement>): void {
  const { button, ctrlKey, metaKey, altKey, shiftKey, defaultPrevented, currentTarget } = event;
  if (defaultPrevented || button !== 0 || ctrlKey || metaKey || altKey || shiftKey) return;
  event.preventDefault();
  navigate(currentTarget.pathname + currentTarget.search);
}
