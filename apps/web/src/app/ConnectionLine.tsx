import { late } from '../ui/late.tsx';

/** That the server cannot be reached: nothing to wait for on the first screen, which has just come from it. */
export const ConnectionLine = late(
  async () => (await import('../features/connection/ConnectionBanner.tsx')).ConnectionBanner,
);
