import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { laterPart } from '../../i18n/laterPart.tsx';
import type { CommandPlace } from '../../message/commands.ts';
import { CommandLine } from './CommandLine.tsx';
import type { PollCommand } from './PollDialog.tsx';
import type { ComposerModel } from './useComposer.ts';

const PollDialog = laterPart(async () => (await import('./PollDialog.tsx')).PollDialog);

interface CommandLayersProps {
  workspaceId: string;
  channelId: string;
  threadRoot: string | undefined;
  composer: ComposerModel;
}

/** Who carries out commands, and what is to be told of one. */
export function CommandLayers({ workspaceId, channelId, threadRoot, composer }: CommandLayersProps) {
  const { commanding, sendAsText, box } = composer;
  const { Desk, news, onCommands } = commanding;
  const [poll, setPoll] = useState<(PollCommand & { place: string }) | null>(null);
  // One has gone elsewhere: there, nothing is being asked.
  if (poll && poll.place !== composer.place) setPoll(null);
  const latest = useRef(composer);
  useLayoutEffect(() => void (latest.current = composer));
  const place = useMemo<CommandPlace>(() => {
    const say: CommandPlace['say'] = (text, how = {}) => ({ type: latest.current.say(text, how) ? 'done' : 'kept' });
    const askPoll: CommandPlace['askPoll'] = (question) => {
      const { place: at, text } = latest.current;
      setPoll({ question, place: at, from: text.trim() });
    };
    return { workspaceId, channelId, threadRoot, say, askPoll };
  }, [workspaceId, channelId, threadRoot]);
  const focus = useCallback(() => box.current?.focus(), [box]);
  return (
    <>
      {Desk && <Desk place={place} onCommands={onCommands} />}
      {poll?.place === composer.place && (
        <PollDialog composer={composer} command={poll} onClose={() => setPoll(null)} />
      )}
      {news && <CommandLine news={news} commanding={commanding} onSend={sendAsText} onBack={focus} />}
    </>
  );
}
