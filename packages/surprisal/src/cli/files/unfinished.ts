/** What is being written and must not be left behind when the command ends before its time. */
import { rmSync } from 'node:fs';

const paths = new Set<string>();

/** To be called before `path` is made. @returns what to call when it has its final name, or is removed. */
export function unfinished(path: string): () => void {
  paths.add(path);
  return () => paths.delete(path);
}

/** Removes all of it; for handlers of signals, so at once. */
export function removeUnfinished(): void {
  for (const path of paths) rmSync(path, { recursive: true, force: true });
}
