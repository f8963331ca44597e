import { defineConfig } from 'vitest/config';

/** One run of the tests of both packages. */
export default defineConfig({
  test: {
    projects: ['packages/surprisal', 'packages/cli'],
    // Two cores are what there is to count on, and the tests of the command line start processes of their own.
    maxWorkers: 2,
  },
});
