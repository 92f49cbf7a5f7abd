// Loaded before the program (`node --import`): each SIGUSR2 moves its clock by an hour, on and back, then back and on, as if somebody had
// set the machine's clock. Timers go by another clock there, too. The program knows nothing of it.
const HOUR_MS = 3_600_000;
const SHIFTS = [HOUR_MS, 0, -HOUR_MS, 0];

const Real = Date;
const realNow = Real.now;
let jumps = 0;
let shift = 0;

const now = () => realNow() + shift;
globalThis.Date = new Proxy(Real, {
  construct: (target, args, as) => Reflect.construct(target, args.length === 0 ? [now()] : args, as),
  apply: () => new Real(now()).toString(),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});
Real.prototype.constructor = globalThis.Date;

process.on('SIGUSR2', () => (shift = SHIFTS[jumps++ % SHIFTS.length]));
