import { oneLine } from '../../domain/names.ts';

/** One line of what an export says, no longer than `longest`; control characters and halves of characters are gone. */
export function line(text: string | null | undefined, longest: number): string {
  return oneLine(text ?? '')
    .slice(0, longest)
    .replace(/[\ud800-\udbff]$/, '')
    .trim();
}
