import type { Message, User } from '@roost/protocol/entities';
import type { Event, EventType } from '@roost/protocol/events';
import { WebSocket } from 'ws';
import type { ClientApi } from './api.ts';
import { createClient } from './client.ts';
import { botCredentials } from './credentials.ts';
import type { ClientStorage } from './ports.ts';
import { workspaceOfChannel } from './selectors.ts';
import { nodeSocket } from './socket.ts';

export interface BotOptions {
  /** The server's address: `http://localhost:3000`. */
  url: string;
  /** A bot token (`token.create`): of one installation, or of the app and so of all its installations. */
  token: string;
  /** Keeps cursors over a restart, so that what was missed is heard. Without it a bot begins at the present. */
  storage?: ClientStorage;
  onBug?: (error: unknown) => void;
}

/** What comes with a message to answer it. */
export interface Heard {
  /** The bot's own user in this workspace. */
  self: User;
  /** Answers where the message stands: in its thread if it is in one, else in the channel, or with `thread` under it. */
  reply(text: string, options?: { thread?: boolean }): void;
}

export interface Bot {
  /** Everything else a client can do. */
  client: ClientApi;
  /** The bot is connected and knows where it is. Rejects when the token is refused. */
  ready: Promise<void>;
  /** Hears events of a type, in all workspaces, replayed ones after a cut too. Returns how to stop hearing. */
  on<T extends EventType>(type: T, listener: (event: Event<T>, workspace: string | null) => void): () => void;
  /** Hears what people and other bots say: neither its own messages nor system notes. */
  onMessage(listener: (message: Message, heard: Heard) => void): () => void;
  post(channel: string, text: string): void;
  stop(): void;
}

/** Connects a program as a bot, and keeps it connected: one socket for all workspaces that it is in. */
export function connectBot({ url, token, storage, onBug = reportLater }: BotOptions): Bot {
  const credentials = botCredentials({ baseUrl: url, token, fetch: (address, init) => fetch(address, init) });
  const client = createClient({
    baseUrl: url,
    credentials,
    socket: nodeSocket(WebSocket),
    onBug,
    ...(storage && { storage }),
  });
  const bot: Bot = {
    client,
    ready: becomingReady(client),
    on: (type, listener) =>
      client.onEvent((event, workspace) => {
        if (event.type === type) listener(event as Parameters<typeof listener>[0], workspace);
      }),
    onMessage: (listener) =>
      bot.on('message.posted', ({ data: { message } }) => {
        const self = workspaceOfChannel(client.state, message.channel)?.self;
        if (!self || message.author === self.id || message.system || message.text === '') return;
        listener(message, { self, reply: replyTo(client, message) });
      }),
    post: (channel, text) => void client.post({ channel, text }),
    stop: () => client.stop(),
  };
  // Listeners are there before the first event.
  queueMicrotask(() => void client.start());
  return bot;
}

// A message that is heard twice (after a crash, say) is answered once: the answer's client id follows from the message.
function replyTo(client: ClientApi, message: Message): Heard['reply'] {
  let answers = 0;
  return (text, { thread = false } = {}) => {
    const threadRoot = message.threadRoot ?? (thread ? message.id : undefined);
    const clientId = `re-${message.id}-${++answers}`;
    client.post({ channel: message.channel, text, clientId, ...(threadRoot !== undefined && { threadRoot }) });
  };
}

function becomingReady(client: ClientApi): Promise<void> {
  return new Promise((resolve, reject) => {
    const unsubscribe = client.subscribe(() => {
      const { connection, replica } = client.state;
      const isOver = connection.phase === 'signedOut' || connection.phase === 'stopped';
      const isReady =
        connection.phase === 'live' &&
        replica.known &&
        [...replica.workspaces.values()].every(({ freshness }) => freshness === 'live');
      if (!isOver && !isReady) return;
      unsubscribe();
      if (isReady) resolve();
      else reject(new Error(connection.phase === 'stopped' ? connection.reason : 'The token was refused.'));
    });
  });
}

function reportLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
