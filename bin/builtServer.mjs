// For tests that start the server's programs: vitest calls it once before all.
export { buildServer as setup } from './build.mjs';
