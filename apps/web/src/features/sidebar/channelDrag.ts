import type { SectionId } from '@roost/protocol/entities';
import type { PreferenceChange } from '@roost/protocol/sidebar';
import { useState, type DragEvent } from 'react';

const type = 'application/x-roost-channel';

/** A row is on its way to another section; elsewhere it is dropped as the link that it is. */
export function startDrag(event: DragEvent, channelId: string): void {
  event.dataTransfer.setData(type, channelId);
  event.dataTransfer.effectAllowed = 'all';
}

/** What it takes to have a channel in this section. */
export function placeIn(section: SectionId): PreferenceChange {
  if (section === 'starred') return { starred: true };
  return { starred: false, section: section === 'channels' || section === 'directs' ? null : section };
}

/** Lets an element take channels that are dropped on it. */
export function useChannelDrop(onDrop: (channelId: string) => void) {
  const [isOver, setOver] = useState(false);
  return {
    isOver,
    dropProps: {
      onDragOver: (event: DragEvent) => {
        if (!event.dataTransfer.types.includes(type)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'move';
        setOver(true);
      },
      onDragLeave: ({ currentTarget, relatedTarget }: DragEvent) => {
        if (!(relatedTarget instanceof Node) || !currentTarget.contains(relatedTarget)) setOver(false);
      },
      onDrop: (event: DragEvent) => {
        setOver(false);
        const channel = event.dataTransfer.getData(type);
        if (!channel) return;
        event.preventDefault();
        onDrop(channel);
      },
    },
  };
}
