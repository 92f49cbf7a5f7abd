import { createContext, type ComponentType } from 'react';
import type { CommandPlace, Commands } from '../../message/commands.ts';

export interface CommandDeskProps {
  place: CommandPlace;
  onCommands: (commands: Commands | null) => void;
}

/** Who knows what can be typed after a slash; stands in every composer. Without it a slash is text. */
export const CommandDeskContext = createContext<ComponentType<CommandDeskProps> | null>(null);
