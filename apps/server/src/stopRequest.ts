/** Two signals within this time are one: in a terminal Ctrl-C reaches us directly and again through `npm start`. */
const ONE_REQUEST_MS = 1_000;

/**
 * Calls `stop` when we are asked to end, by a signal or because the launcher that started us is gone, and exits with 0 when
 * it is done. Whoever asks again later does not want to wait for it.
 */
export function onStopRequest(stop: () => Promise<void>): void {
  let askedAt = 0;
  const asked = (): void => {
    if (askedAt === 0) {
      askedAt = Date.now();
      stop().then(
        () => process.exit(0),
        (error: unknown) => {
          console.error(error);
          process.exit(1);
        },
      );
    } else if (Date.now() - askedAt > ONE_REQUEST_MS) process.exit(130);
  };
  process.on('SIGINT', asked).on('SIGTERM', asked).on('SIGHUP', asked);
  if (!process.channel) return;
  process.once('disconnect', asked);
  process.channel.unref();
}
