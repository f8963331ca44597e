import { defineConfig } from 'vitest/config';

/** What `npm test` leaves to `npm run test:slow`; SURPRISAL_TESTS is quick, slow or all. */
const SLOW = [
  'bundlers',
  'checked',
  'descriptions',
  'fuzz',
  'library/stopping',
  'many-frames',
  'neural',
  'spec',
  'spec-components',
  'transformer',
  'two-part',
];
/** What tries one model after another: in both, each with its own models (test/support/models.ts). */
const BY_MODEL = ['laws/**/*', 'vectors'];

const files = (names: readonly string[]): string[] => names.map((name) => `test/${name}.test.ts`);
const tests = process.env['SURPRISAL_TESTS'] ?? 'quick';

export default defineConfig({
  test: {
    include: tests === 'slow' ? files([...SLOW, ...BY_MODEL]) : ['test/**/*.test.ts'],
    exclude: tests === 'quick' ? files(SLOW) : [],
    setupFiles: ['test/support/setup.ts'],
    testTimeout: 30_000,
  },
});
