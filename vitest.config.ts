import { defineConfig } from 'vitest/config';

/** Tests stand beside what they test; `./test` runs them by part, each part with a budget of its own. */
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
    /** A long run of the properties takes as long as it takes. */
    testTimeout: process.env.CUSTOS_LONG === '1' ? 0 : 60_000,
    hookTimeout: 120_000,
    fileParallelism: true,
    maxWorkers: 2,
  },
});
