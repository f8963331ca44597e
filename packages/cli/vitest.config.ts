import { defineConfig } from 'vitest/config';

/** What `npm test` leaves to `npm run test:slow`; SURPRISAL_TESTS is quick, slow or all. */
const SLOW = [
  'classify',
  'damage',
  'folder-members',
  'folders',
  'full-disk',
  'habits',
  'kill',
  'limits',
  'many-frames',
  'outliers',
  'streams',
  'tables',
  'terminal',
  'words',
];

const files = SLOW.map((name) => `test/${name}.test.ts`);
const tests = process.env['SURPRISAL_TESTS'] ?? 'quick';

export default defineConfig({
  test: {
    include: tests === 'slow' ? files : ['test/**/*.test.ts'],
    exclude: tests === 'quick' ? files : [],
    testTimeout: 30_000,
  },
});
