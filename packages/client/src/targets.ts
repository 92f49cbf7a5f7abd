import type { Copies } from './copies.ts';
import type { Target } from './pages.ts';
import { messageIn, workspaceOfChannel } from './selectors.ts';
import type { Ask } from './streams.ts';

/** Finds where a channel or a thread is; what one comes across by a link, say, is asked for. What is not there leads to nothing. */
export class Targets {
  readonly #copies: Copies;
  readonly #ask: Ask;

  /** `ask` takes what it is answered into the copies. */
  constructor(copies: Copies, ask: Ask) {
    this.#copies = copies;
    this.#ask = ask;
  }

  channel(channel: string, act: (target: Target) => void): void {
    const workspace = workspaceOfChannel({ replica: this.#copies.state }, channel);
    if (workspace) return act({ workspace: workspace.id, channel, root: null });
    this.#ask('channel.get', { channel }).then(
      (answer) => act({ workspace: answer.channel.workspace, channel, root: null }),
      () => {},
    );
  }

  /** `channel`: where it should be; whether it is there is then told by reading it. */
  thread(root: string, act: (target: Target) => void, channel?: string): void {
    for (const state of this.#copies.state.workspaces.values()) {
      const known = state.threads.get(root)?.channel ?? messageIn(state, root)?.channel;
      if (known !== undefined) return act({ workspace: state.id, channel: known, root });
    }
    const workspace = channel !== undefined && workspaceOfChannel({ replica: this.#copies.state }, channel);
    if (workspace) return act({ workspace: workspace.id, channel: channel!, root });
    this.#ask('message.get', { message: root }).then(
      ({ message }) => this.channel(message.channel, (target) => act({ ...target, root })),
      () => {},
    );
  }
}
