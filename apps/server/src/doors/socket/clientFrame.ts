import { Compile } from 'typebox/compile';
import { ClientFrame, helloStreams, type Hello } from '@roost/protocol/frames';
import { isId } from '@roost/protocol/ids';

const frames = Compile(ClientFrame);

/** A frame as a client sent it, or null when it is none [S3]. */
export function readClientFrame(data: Buffer): ClientFrame | null {
  let frame: unknown;
  try {
    frame = JSON.parse(data.toString());
  } catch {
    return null;
  }
  if (!frames.Check(frame)) return null;
  return (frame as ClientFrame).type === 'hello' && !namesStreams(frame as Hello) ? null : (frame as ClientFrame);
}

function namesStreams({ cursors }: Hello): boolean {
  const names = Object.keys(cursors);
  return names.length <= helloStreams && names.every((name) => isId(name, 'workspace', 'user', 'account', 'app'));
}
