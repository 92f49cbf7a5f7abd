import { useEffect, useState } from 'react';

export type Politeness = 'polite' | 'assertive';
type Announcement = { id: number; text: string; politeness: Politeness };

const heardAfterMs = 5000;
const listeners = new Set<(announcement: Announcement) => void>();
let nextId = 1;

/** Says a text to screen readers. `assertive` only for: send failed, offline, session over. */
export function announce(text: string, politeness: Politeness = 'polite'): void {
  if (text === '') return;
  const announcement = { id: nextId++, text, politeness };
  for (const listener of listeners) listener(announcement);
}

/** The two live regions. Mount exactly once, at boot: a region must exist, empty, before it may speak. */
export function Announcer() {
  const [queue, setQueue] = useState<readonly Announcement[]>([]);
  useEffect(() => {
    const timers = new Set<ReturnType<typeof setTimeout>>();
    const listener = (announcement: Announcement) => {
      setQueue((now) => [...now, announcement]);
      timers.add(setTimeout(() => setQueue((now) => now.filter(({ id }) => id !== announcement.id)), heardAfterMs));
    };
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      timers.forEach(clearTimeout);
    };
  }, []);
  return (
    <>
      <LiveRegion politeness="polite" queue={queue} />
      <LiveRegion politeness="assertive" queue={queue} />
    </>
  );
}

function LiveRegion({ politeness, queue }: { politeness: Politeness; queue: readonly Announcement[] }) {
  return (
    <div className="visually-hidden" aria-live={politeness} data-announcer={politeness}>
      {queue.map((item) => item.politeness === politeness && <p key={item.id}>{item.text}</p>)}
    </div>
  );
}
