import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/setup.ts'],
    testTimeout: 30_000,
    // Two cores are what there is to count on, and the tests of the command line start processes of their own.
    maxWorkers: 2,
  },
});
