/** An nginx that is on this machine; undefined when there is none. */
export function findNginx(): string | undefined;
/** The same, after asking apt for one. Without it the tests behind a proxy are skipped, and say so. */
export function ensureNginx(): Promise<void>;
