import { Passwords } from './passwords.ts';

/** For tests: passwords that cost next to nothing. */
export const quickPasswords = () => new Passwords({ algorithm: 2, memoryCost: 64, timeCost: 1, parallelism: 1 });
