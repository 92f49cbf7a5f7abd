import type { Args } from '@roost/protocol/registry';
import type { Clock } from './ports.ts';

const withinMs = 1_000;

interface Mark {
  workspace: string;
  channel: string;
  message: string;
}

/** Read positions on their way to the server: the newest of each channel, at most once a second; a step back at once. */
export class Reads {
  private readonly waiting = new Map<string, Mark>();
  private cancel: (() => void) | null = null;
  private readonly clock: Clock;
  private readonly send: (workspace: string, args: Args<'read.mark'>) => void;

  constructor(clock: Clock, send: (workspace: string, args: Args<'read.mark'>) => void) {
    this.clock = clock;
    this.send = send;
  }

  mark(workspace: string, channel: string, message: string, back: boolean): void {
    if (back) {
      this.waiting.delete(channel);
      this.send(workspace, { channel, message, back: true });
      return;
    }
    this.waiting.set(channel, { workspace, channel, message });
    this.cancel ??= this.clock.after(withinMs, () => this.flush());
  }

  flush(): void {
    this.cancel?.();
    this.cancel = null;
    for (const { workspace, channel, message } of this.waiting.values()) this.send(workspace, { channel, message });
    this.waiting.clear();
  }
}
