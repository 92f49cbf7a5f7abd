import { toIso } from '@roost/protocol/time';
import type { LoggedEvent } from '../log/item.ts';

/** An event on its way to readers, with the text in which all of them get it. Encoded once, when first needed. */
export class Announcement {
  readonly event: LoggedEvent;
  #json: string | undefined;

  constructor(event: LoggedEvent) {
    this.event = event;
  }

  get seq(): number {
    return this.event.seq;
  }

  get json(): string {
    this.#json ??= encodeEvent(this.event);
    return this.#json;
  }
}

function encodeEvent({ seq, v, type, at, actor, data }: LoggedEvent): string {
  return JSON.stringify({ seq, v, type, at: toIso(at), actor, data });
}
