import { useCallback, useEffect } from 'react';
import type { CommandDeskProps } from '../features/composer/commandDesk.ts';
import { useCommands } from '../features/commands/useCommands.ts';
import { LaterWords } from '../i18n/LaterWords.tsx';
import { useOpenDialog } from './dialogs.ts';

/** Gives a composer the commands that may be typed in it. */
export function CommandDesk(props: CommandDeskProps) {
  return (
    <LaterWords>
      <Desk {...props} />
    </LaterWords>
  );
}

function Desk({ place, onCommands }: CommandDeskProps): null {
  const openDialog = useOpenDialog();
  const commands = useCommands(
    place,
    useCallback((kind) => openDialog({ kind }), [openDialog]),
  );
  useEffect(() => {
    onCommands(commands);
    return () => onCommands(null);
  }, [commands, onCommands]);
  return null;
}
