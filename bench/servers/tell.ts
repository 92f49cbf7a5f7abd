/** Tells the bench that this server listens, collects its garbage when asked to, and ends with the bench. */
export function tell(port: number, facts: object = {}): void {
  process.on('message', (message) => {
    if (message !== 'collect') return;
    const { gc } = globalThis as { gc?: () => void };
    gc?.();
    gc?.();
    const { heapUsed, external } = process.memoryUsage();
    process.send?.({ liveKib: Math.round((heapUsed + external) / 1024) });
  });
  process.once('disconnect', () => process.exit(1));
  process.send?.({ port, ...facts });
}
