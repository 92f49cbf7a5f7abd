/*
 * What Roost uses of graphile-worker, in a module of its own: it is loaded when it is wanted, and of a CommonJS package that is loaded late a
 * bundle knows no names.
 */
export { Logger, parseCronItems, run, runMigrations } from 'graphile-worker';
