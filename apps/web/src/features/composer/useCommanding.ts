import { useCallback, useContext, useEffect, useState, type ComponentType } from 'react';
import type { CommandEnd, Commands } from '../../message/commands.ts';
import { typedCommand } from '../../message/slash.ts';
import { useCore } from '../../sync/roost.ts';
import { CommandDeskContext, type CommandDeskProps } from './commandDesk.ts';

/** What is told of the command that stands in the composer. */
export type CommandNews = Exclude<CommandEnd, { type: 'done' | 'kept' }> | { type: 'doing' | 'fetching' };

/** Commands in a composer. */
export interface Commanding {
  Desk: ComponentType<CommandDeskProps> | null;
  commands: Commands | null;
  onCommands: (commands: Commands | null) => void;
  /** As long as the text stays as it is. */
  news: CommandNews | null;
  dismiss: () => void;
  /** Carries out what is typed there; false: it is no command. */
  run: () => boolean;
  /** Goes on with what became of one. */
  settle: (act: () => Promise<CommandEnd>) => void;
}

interface Typing {
  place: string;
  text: string;
  setText: (text: string) => void;
}

/** Carries commands out. What was typed stays until that is done, whatever becomes of it. */
export function useCommanding({ place, text, setText }: Typing): Commanding {
  const Desk = useContext(CommandDeskContext);
  const { drafts } = useCore();
  const [known, setKnown] = useState<{ place: string; commands: Commands } | null>(null);
  // Those of the place that one has left are not for this one.
  const commands = known?.place === place ? known.commands : null;
  const onCommands = useCallback((told: Commands | null) => setKnown(told && { place, commands: told }), [place]);
  const [last, setLast] = useState<{ place: string; text: string; news: CommandNews } | null>(null);
  const news = last?.place === place && last.text === text ? last.news : null;
  const tell = (told: CommandNews | null) => setLast(told && { place, text, news: told });
  const settle = (act: () => Promise<CommandEnd>) => {
    tell({ type: 'doing' });
    void act().then((end) => {
      // One may be elsewhere by now, or have gone on writing.
      if (end.type === 'done' && drafts.get(place) === text) setText('');
      tell(end.type === 'done' || end.type === 'kept' ? null : end);
    });
  };
  // Whoever goes on, elsewhere or with another text, waits for nothing any more.
  useEffect(() => () => setLast((before) => (before?.news.type === 'fetching' ? null : before)), [place, text]);
  // Typed before it was known what commands there are: done when it is.
  const awaited = commands !== null && news?.type === 'fetching' ? commands : null;
  useEffect(() => {
    const typed = awaited && typedCommand(text);
    if (typed) settle(() => awaited.run(typed));
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [awaited]);
  return {
    Desk,
    commands,
    onCommands,
    news,
    dismiss: () => setLast(null),
    settle,
    run: () => {
      const typed = Desk && typedCommand(text);
      if (!typed) return false;
      if (!commands) tell({ type: 'fetching' });
      else if (news?.type !== 'doing') settle(() => commands.run(typed));
      return true;
    },
  };
}
