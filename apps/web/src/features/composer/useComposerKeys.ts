import type { ClipboardEvent, KeyboardEvent } from 'react';
import { useIsCoarse } from '../../ui/media.ts';
import { continueLine, insideFence, pasteLink } from './editing.ts';
import { formatByKey } from './FormatBar.tsx';
import type { ComposerModel } from './useComposer.ts';

interface KeysOptions {
  composer: ComposerModel;
  /** The suggestions' keys come first; true: used up. */
  suggest: (event: KeyboardEvent) => boolean;
  onEditLast: (() => void) | undefined;
}

/** The keyboard of the composer. Enter sends; on touch, in code and with Shift it is a newline. */
export function useComposerKeys({ composer, suggest, onEditLast }: KeysOptions) {
  const coarse = useIsCoarse();
  const { text, present, apply, send } = composer;
  const onEnter = (event: KeyboardEvent) => {
    const edit = present();
    const inFence = insideFence(text, edit.start);
    const newline = event.shiftKey || coarse || inFence;
    if (event.ctrlKey || event.metaKey || !newline) {
      event.preventDefault();
      return send();
    }
    const continued = inFence ? null : continueLine(edit);
    if (!continued) return;
    event.preventDefault();
    apply(continued);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229 || suggest(event)) return;
    const formatted = formatByKey(event, present());
    if (formatted) {
      event.preventDefault();
      apply(formatted);
    } else if (event.key === 'ArrowUp' && text === '' && onEditLast && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      onEditLast();
    } else if (event.key === 'Enter' && !event.altKey) onEnter(event);
  };
  const onPaste = (event: ClipboardEvent) => {
    const linked = pasteLink(present(), event.clipboardData.getData('text/plain'));
    if (!linked) return;
    event.preventDefault();
    apply(linked);
  };
  return { onKeyDown, onPaste };
}
