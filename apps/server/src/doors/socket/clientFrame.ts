import { Compile } from 'typebox/compile';
import { ClientFrame, type Hello } from '@roost/protocol/frames';
import { isId } from '@roost/protocol/ids';
import { limits } from '@roost/protocol/limits';

const frames = Compile(ClientFrame);

/** A frame as a client sent it, or null when it is none [S3]. */
export function readClientFrame(data: Buffer): ClientFrame | null {
  let frame: unknown;
  try {
    frame = JSON.parse(data.toString());
  } catch {
    return null;
  }
  return frames.Check(frame) && isSound(frame as ClientFrame) ? (frame as ClientFrame) : null;
}

function isSound(frame: ClientFrame): boolean {
  if (frame.type === 'hello') return namesStreams(frame);
  // A larger id would come back as another number.
  return !('id' in frame) || Number.isSafeInteger(frame.id);
}

function namesStreams({ cursors }: Hello): boolean {
  const names = Object.keys(cursors);
  return (
    names.length <= limits.helloStreams && names.every((name) => isId(name, 'workspace', 'user', 'account', 'app'))
  );
}
