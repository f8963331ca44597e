/** Temporary files and folders that must not be left behind when the command ends early. */
import { chmodSync, readdirSync, rmSync } from 'node:fs';

const paths = new Set<string>();

/** To be called before `path` is made. @returns what to call when it has its final name, or is removed. */
export function registerUnfinished(path: string): () => void {
  paths.add(path);
  return () => paths.delete(path);
}

/** Removes all of it; for handlers of signals, so at once. */
export function removeUnfinished(): void {
  for (const path of paths) {
    try {
      removeTree(path);
    } catch {
      // What cannot be removed keeps its temporary name; the command still ends.
    }
  }
}

/** Removes a file or a folder, if it is there; folders that are closed to their owner, too. */
export function removeTree(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    open(Buffer.from(path));
    rmSync(path, { recursive: true, force: true });
  }
}

/** Makes a folder and those in it such that their owner may empty them. Not through links. */
function open(folder: Buffer): void {
  chmodSync(folder, 0o700);
  for (const entry of readdirSync(folder, { encoding: 'buffer', withFileTypes: true })) {
    const { name } = entry as unknown as { name: Buffer };
    if (entry.isDirectory()) open(Buffer.concat([folder, Buffer.from('/'), name]));
  }
}
