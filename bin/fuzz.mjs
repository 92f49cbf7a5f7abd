// npm run fuzz -- [--minutes 10] [--seed 1] [--runs 1]: hostile clients at both doors, beside two people who talk.
import { parseArgs } from 'node:util';
import { join } from 'node:path';
import { install } from './install.mjs';
import { Failure, main, root, run } from './steps.mjs';

await main(async () => {
  const { values } = parseArgs({
    options: { minutes: { type: 'string', default: '10' }, seed: { type: 'string' }, runs: { type: 'string' } },
  });
  for (const [name, value] of Object.entries(values)) {
    if (!/^\d+(\.\d+)?$/.test(value)) throw new Failure(`--${name} takes a number, not "${value}".`);
  }
  await install();
  await run(
    process.execPath,
    [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'pg', 'hostile/fuzz'],
    {
      loud: true,
      env: {
        NODE_ENV: 'test',
        ...(values.runs === undefined ? { ROOST_FUZZ_MINUTES: values.minutes } : { ROOST_FUZZ_RUNS: values.runs }),
        ...(values.seed !== undefined && { ROOST_FUZZ_SEED: values.seed }),
      },
    },
  );
});
