import type { EventData } from '@roost/protocol/events';
import { packPosted } from '@roost/protocol/serverFrame';
import { toIso } from '@roost/protocol/time';
import type { LoggedEvent } from '../log/item.ts';
import { audienceOf } from './audience.ts';
import type { Audience } from './audience.ts';

/** An event on its way to readers, with the text in which all of them get it. Encoded once, when first needed. */
export class Announcement {
  readonly event: LoggedEvent;
  #json: string | undefined;
  #audience: Audience | undefined;

  constructor(event: LoggedEvent) {
    this.event = event;
  }

  get seq(): number {
    return this.event.seq;
  }

  /** Who may see it, by the table. Everybody who comes back asks. */
  get audience(): Audience {
    this.#audience ??= audienceOf(this.event);
    return this.#audience;
  }

  get json(): string {
    this.#json ??= encodeEvent(this.event);
    return this.#json;
  }
}

// Types, instants and ids contain nothing that JSON would escape.
function encodeEvent({ seq, v, type, at, actor, data, json }: LoggedEvent): string {
  const [who, when] = [actor === null ? 'null' : `"${actor}"`, toIso(at)];
  const text =
    type === 'message.posted'
      ? JSON.stringify(packPosted({ seq, at: when, actor }, (data as EventData<'message.posted'>).message))
      : (json ?? JSON.stringify(data));
  return `{"seq":${seq},"v":${v},"type":"${type}","at":"${when}","actor":${who},"data":${text}}`;
}
