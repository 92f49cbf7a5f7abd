import { lazyAgain } from '../ui/lazyAgain.tsx';

/** What one may do with a message, in the menu of the bar, of a right click and of a long press; fetched when the page is idle. */
export const MessageMenuItems = lazyAgain(async () => (await import('./MessageMenuLayer.tsx')).MessageMenuItems);
