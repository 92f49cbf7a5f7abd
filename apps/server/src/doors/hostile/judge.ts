import { closes, rejects } from '@roost/protocol/codes';
import type { RejectCode } from '@roost/protocol/codes';
import { ServerFrame } from '@roost/protocol/frames';
import { Compile } from 'typebox/compile';
import { opcodes } from './rawFrames.ts';
import type { RawSocket } from './rawSocket.ts';

// Whether what a server said to an attacker is something that it may say. Each finding is a sentence; none is what we want.

const serverFrame = Compile(ServerFrame);
const standardCloses = [1000, 1002, 1007, 1008, 1009, 1012];
/** Own codes that tell of a fault of the server. */
const faults: readonly string[] = ['4004'];

/** Judges all that came over a socket. `closedByUs`: codes that the attacker closed with, which come back. */
export function judgeSocket(socket: RawSocket, closedByUs: readonly number[], asked: readonly number[]): string[] {
  const findings: string[] = [];
  const answered = new Map<number, number>();
  for (const { opcode, payload } of socket.all()) {
    if (opcode === opcodes.text) findings.push(...judgeText(payload, answered));
    else if (opcode === opcodes.close) findings.push(...judgeClose(payload, closedByUs));
    else if (opcode !== opcodes.ping && opcode !== opcodes.pong) findings.push(`a frame with opcode ${opcode} came`);
  }
  for (const [id, times] of answered) {
    const mostly = asked.filter((each) => each === id).length;
    if (times > mostly) findings.push(`request ${id} was sent ${mostly} times and answered ${times} times`);
  }
  return findings;
}

function judgeText(payload: Buffer, answered: Map<number, number>): string[] {
  const text = payload.toString();
  const frame: unknown = JSON.parse(text);
  if (!serverFrame.Check(frame)) return [`this is no frame of ours: ${text.slice(0, 300)}`];
  const { type, ...rest } = frame as { type: string; id?: number; ok?: boolean; error?: { code: string } };
  if (type !== 'result') return [];
  answered.set(rest.id!, (answered.get(rest.id!) ?? 0) + 1);
  return rest.error?.code === 'internal' ? [`a request was answered with internal: ${text}`] : [];
}

function judgeClose(payload: Buffer, closedByUs: readonly number[]): string[] {
  if (payload.length < 2) return closedByUs.includes(1005) ? [] : ['a close without a code came'];
  const code = payload.readUInt16BE(0);
  if (faults.includes(String(code))) return [`it closed with ${code}`];
  const known = standardCloses.includes(code) || String(code) in closes || closedByUs.includes(code);
  return known ? [] : [`it closed with ${code}, which is no code of ours`];
}

/** Judges the answers on an HTTP connection. */
export function judgeHttp(received: Buffer): string[] {
  const findings: string[] = [];
  for (const { status, head, body } of answersIn(received)) {
    const problem = /\r\ncontent-type: application\/problem\+json/i.test(head);
    if (status >= 500 && status !== 503) findings.push(`${status}: ${body}`);
    // The page that says that there is no web client is a page, also where only its head is asked for.
    if (!problem && status >= 400 && !/text\/plain[\s\S]*content-length: 35/i.test(head)) {
      findings.push(`${status} without a problem: ${head} ${body.slice(0, 200)}`);
    }
    if (problem && body !== '') findings.push(...judgeProblem(status, body));
  }
  return findings;
}

function judgeProblem(status: number, body: string): string[] {
  const { code, detail } = JSON.parse(body) as { code: string; detail?: unknown };
  if (!(code in rejects)) return [`${code} is no code of ours`];
  if (typeof detail !== 'string' || detail === '') return [`${code} says nothing: ${body}`];
  if (code === 'internal' || rejects[code as RejectCode].status !== status) return [`${status}: ${body}`];
  return [];
}

/** The complete answers among the bytes of a connection, up to the first that is a stream. */
export function answersIn(received: Buffer): { status: number; head: string; body: string }[] {
  const answers: { status: number; head: string; body: string }[] = [];
  let at = 0;
  while (received.subarray(at, at + 5).toString('latin1') === 'HTTP/') {
    const headEnd = received.indexOf('\r\n\r\n', at);
    if (headEnd < 0) break;
    const head = received.subarray(at, headEnd).toString('latin1');
    const status = Number(head.slice(9, 12));
    if (/\r\ntransfer-encoding: chunked/i.test(head) || status === 101) break;
    // What answers HEAD says how long it would be, and is followed by the next answer at once.
    const bare = status < 200 || received.subarray(headEnd + 4, headEnd + 9).toString('latin1') === 'HTTP/';
    const length = bare ? 0 : Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
    at = headEnd + 4 + length;
    if (at > received.length) break;
    answers.push({ status, head, body: received.subarray(headEnd + 4, at).toString() });
  }
  return answers;
}
