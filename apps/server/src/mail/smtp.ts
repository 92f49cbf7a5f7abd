import { createTransport } from 'nodemailer';
import type { Logger } from 'pino';
import type { Mail } from '../domain/invites/mail.ts';

const PATIENCE_MS = 8_000;
const CONNECTIONS = 3;

/**
 * Hands letters to a mail server. A letter that it has not taken was not sent, whatever the reason: that is logged, for the operator, and
 * whoever sent it is told no more than that.
 */
export function openSmtp(
  { url, from }: { url: string; from: string },
  logger: Pick<Logger, 'warn'>,
): Mail & { close: () => void } {
  const transport = createTransport(
    {
      url,
      pool: true,
      maxConnections: CONNECTIONS,
      connectionTimeout: PATIENCE_MS,
      greetingTimeout: PATIENCE_MS,
      socketTimeout: PATIENCE_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from },
  );
  return {
    async send({ to, subject, text, html }) {
      try {
        await transport.sendMail({ to, subject, text, html });
        return true;
      } catch (error) {
        logger.warn({ reason: error instanceof Error ? error.message : String(error) }, 'A letter was not taken.');
        return false;
      }
    },
    close: () => transport.close(),
  };
}
