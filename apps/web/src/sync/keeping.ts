import type { SectionChange } from '@roost/protocol/sidebar';
import type { Preference, SectionId } from '@roost/protocol/entities';
import { newId } from '@roost/protocol/ids';
import { usualPreference, type PreferenceChange } from '@roost/protocol/sidebar';
import { useCallback, useMemo } from 'react';
import { preferenceOf } from './channels.ts';
import { useRoost, useRoostState } from './roost.ts';

/** How one keeps a channel: as one has left it oneself, also while offline. */
export const usePreference = (channelId: string): Preference => {
  const kept = useRoostState((state) => preferenceOf(state, channelId));
  return useMemo(() => kept ?? usualPreference(channelId), [kept, channelId]);
};

/** Changes how one keeps a channel. It shows at once, and reaches the other devices when it can. */
export function useKeep(): (channelId: string, change: PreferenceChange) => void {
  const roost = useRoost();
  return useCallback(
    (channel, change) => void roost.send({ name: 'channel.prefer', args: { channel, ...change } }),
    [roost],
  );
}

export interface SectionActs {
  /** Its id: channels can be put there at once. */
  create: (name: string) => string;
  /** Makes one that was taken away again. */
  restore: (section: string, name: string) => void;
  change: (section: SectionId, change: SectionChange) => void;
  remove: (section: string) => void;
}

/** What one does with the sections of one's sidebar. */
export function useSectionActs(workspace: string): SectionActs {
  const roost = useRoost();
  return useMemo(() => {
    const restore = (section: string, name: string) =>
      void roost.send({ name: 'section.create', args: { workspace, section, name } });
    return {
      create: (name) => {
        const section = newId('section');
        restore(section, name);
        return section;
      },
      restore,
      change: (section, change) => void roost.send({ name: 'section.update', args: { workspace, section, ...change } }),
      remove: (section) => void roost.send({ name: 'section.delete', args: { workspace, section } }),
    };
  }, [roost, workspace]);
}
