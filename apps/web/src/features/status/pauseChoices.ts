/** A pause that is offered, by the name of its words. */
export interface PauseChoice {
  name: 'pauseHalfHour' | 'pauseHour' | 'pauseTomorrow';
  at: Date;
}

const MINUTE_MS = 60_000;
const DAY_BEGINS = 9;

/** For a while, or until nine o'clock of the next day by the calendar of whoever pauses: also over a change of the clocks. */
export function pauseChoices(now: Date): PauseChoice[] {
  return [
    { name: 'pauseHalfHour', at: new Date(now.getTime() + 30 * MINUTE_MS) },
    { name: 'pauseHour', at: new Date(now.getTime() + 60 * MINUTE_MS) },
    { name: 'pauseTomorrow', at: new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, DAY_BEGINS) },
  ];
}
