/** One event of a `text/event-stream`. */
export interface ServerSentEvent {
  event: string;
  data: string;
}

/** The events of a body as they come. What was cut off at its end is not an event. */
export async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerSentEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      rest += decoder.decode(value, { stream: true });
      const blocks = rest.split('\n\n');
      rest = blocks.pop()!;
      for (const block of blocks) yield parsed(block);
    }
  } finally {
    void reader.cancel().catch(() => {});
  }
}

function parsed(block: string): ServerSentEvent {
  let event = 'message';
  const data: string[] = [];
  for (const line of block.split('\n')) {
    if (line.startsWith('data: ')) data.push(line.slice(6));
    else if (line.startsWith('event: ')) event = line.slice(7);
  }
  return { event, data: data.join('\n') };
}
