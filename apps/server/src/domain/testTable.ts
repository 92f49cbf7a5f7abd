import type { Args, CommandName, OperationName, Value } from '@roost/protocol/registry';
import { channelMention, hereMention } from '@roost/protocol/text';
import type { TestPerson } from './testWorld.ts';

// What the moves of the tests are made of: dice that a seed throws, and what the players know of.

/** A number from 0 up to (not including) `below`. */
export type Dice = (below: number) => number;

/** Numbers that a seed decides (mulberry32). */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** What the players know of: ids that were answered, whoever got them. */
export interface Table {
  workspace: string;
  players: TestPerson[];
  channels: string[];
  directs: string[];
  groups: string[];
  messages: { id: string; channel: string }[];
  replies: { id: string; root: string }[];
  /** The few that everybody is busy with at the moment, so that moves meet. */
  focus: { id: string; channel: string }[];
  /** How often each command took effect. */
  done: Map<CommandName, number>;
}

export type Move = (table: Table, who: TestPerson, dice: Dice) => Promise<unknown>;

export const names = ['ops', 'crit', 'eng', 'tea', 'Ops', 'garden'];
export const words = ['hello', hereMention, channelMention, 'a longer thing to say', '`code`'];

export const one = <T>(list: readonly T[], dice: Dice): T => list[dice(list.length)]!;

/** Calls a command; a refusal is one of the things that happen. */
export async function attempt<N extends CommandName & OperationName>(
  table: Table,
  who: TestPerson,
  name: N,
  args: Args<N>,
): Promise<Value<N> | null> {
  try {
    const value = await who.do(name, args);
    table.done.set(name, (table.done.get(name) ?? 0) + 1);
    return value;
  } catch (error) {
    if (error instanceof Error && error.name === 'Reject') return null;
    throw error;
  }
}

/** Half of the time where everybody is. */
export const anywhere = (table: Table, dice: Dice) =>
  dice(2) === 0 ? table.channels[0]! : one([...table.channels, ...table.directs], dice);
export const somebody = (table: Table, dice: Dice) => one(table.players, dice);
