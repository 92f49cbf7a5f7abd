import { createTransport } from 'nodemailer';
import type { Logger } from 'pino';
import type { Letter, Mail } from '../domain/invites/mail.ts';
import { Turns } from '../domain/invites/turns.ts';

const PATIENCE_MS = 8_000;
const CONNECTIONS = 3;
/** How long letters are not tried after the mail server could not be reached: fifty at once would wait for it one after the other. */
const REST_MS = 10_000;
/** What nodemailer calls a server that is not there, or that does not answer. */
const UNREACHED: readonly unknown[] = ['ECONNECTION', 'EDNS', 'ESOCKET', 'ETIMEDOUT'];

/**
 * Hands letters to a mail server. A letter that it has not taken was not sent, whatever the reason: that is logged, for the operator, and
 * whoever sent it is told no more than that. Nobody waits for a server that is away for longer than it takes to find that out.
 */
export function openSmtp(
  { url, from }: { url: string; from: string },
  logger: Pick<Logger, 'warn'>,
  now: () => number = Date.now,
): Mail & { close: () => void } {
  const transport = createTransport(
    {
      url,
      pool: true,
      maxConnections: CONNECTIONS,
      maxRequeues: 1, // over a new connection, where the server has closed one that was idle
      connectionTimeout: PATIENCE_MS,
      greetingTimeout: PATIENCE_MS,
      socketTimeout: PATIENCE_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from },
  );
  const turns = new Turns();
  let letters = 0;
  let awayUntil = 0;
  async function hand({ to, subject, text, html }: Letter): Promise<boolean> {
    if (now() < awayUntil) return false;
    try {
      await transport.sendMail({ to, subject, text, html });
      return true;
    } catch (error) {
      const { message, code } = error instanceof Error ? (error as NodeJS.ErrnoException) : { message: String(error) };
      if (UNREACHED.includes(code)) awayUntil = now() + REST_MS;
      logger.warn({ reason: message }, 'A letter was not taken.');
      return false;
    }
  }
  return {
    send: (letter) => turns.take(String(letters++ % CONNECTIONS), () => hand(letter)),
    close: () => transport.close(),
  };
}
