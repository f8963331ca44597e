/** Syncs what was written to the disk. */
import { open } from 'node:fs/promises';
import { runTool } from './tool.js';

/** Files to sync at once: a file system writes its journal once for those that come together. */
const AT_ONCE = 32;

/**
 * All of a tree: in one step where the system has one, as to sync thousands of files one after another takes ten times
 * as long as to write them.
 * @param paths of its members.
 */
export async function syncTree(root: string, paths: readonly Buffer[]): Promise<void> {
  // Linux' syncfs, which Node has no call for. Elsewhere `sync` returns before all is written.
  if (process.platform === 'linux' && (await runTool('sync', ['-f', '--', root]))) return;
  const left = paths.values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const path of left) await syncPath(path);
    }),
  );
}

/** A file or a folder, if it can be opened; a folder, if the system can. */
export async function syncPath(path: string | Buffer): Promise<void> {
  const file = await open(path, 'r').catch(() => undefined);
  try {
    await file?.sync();
  } catch (error) {
    if (!(await file?.stat())?.isDirectory()) throw error;
  } finally {
    await file?.close();
  }
}
