import { idle, type Idle } from './idle.ts';
import type { Ground, Result } from './measure.ts';
import { saturated, senders, steady, type Saturated, type Senders, type Steady } from './rates.ts';
import { slowReader, type SlowReading } from './slowReader.ts';
import { storm, type Storm } from './storm.ts';
import { survivedStorm, type SurvivedStorm } from './survivedStorm.ts';

/** What members do to a server. */
export type Load = Steady | Saturated | Senders | Idle | Storm | SurvivedStorm | SlowReading;

/** Puts a load on a fresh server and measures what it does. */
export function run(ground: Ground, load: Load): Promise<Result> {
  switch (load.type) {
    case 'steady':
      return steady(ground, load);
    case 'saturated':
      return saturated(ground, load);
    case 'senders':
      return senders(ground, load);
    case 'idle':
      return idle(ground, load);
    case 'storm':
      return storm(ground, load);
    case 'survivedStorm':
      return survivedStorm(ground, load);
    case 'slowReader':
      return slowReader(ground, load);
  }
}
