/**
 * Restores a tar as a folder. Whatever the tar contains, nothing outside the folder is touched:
 *
 * - everything is created in a new folder next to the final one, which no other user can write to;
 * - a member's name has no `..` and does not begin with `/`;
 * - it is created only in folders created here, never through a link, and never over something that exists;
 * - a hard link leads to a file created here;
 * - no file keeps a set-user-ID or set-group-ID bit unless its owner is restored.
 *
 * An archive that asks for anything else is refused as a whole. The folder gets its name once it is complete.
 */
import { lstatSync, renameSync } from 'node:fs';
import { chmod, link, mkdir, open, readdir, symlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { FileError, messageOf, withPath } from '../base/failure.js';
import { escaped } from '../base/terminal.js';
import { checkOutput, temporaryPathFor } from '../files/output.js';
import type { Reporter } from '../files/run.js';
import { syncPath, syncTree } from '../files/sync.js';
import { registerUnfinished, removeTree } from '../files/unfinished.js';
import { type Member, nameText } from './member.js';
import { MetadataRestorer } from './metadata.js';
import { members, type Packed } from './tar/read.js';

export interface RestoreOptions {
  /** A folder of that name is replaced as a whole, once the new one is complete. */
  readonly overwrite: boolean;
  /** Restore owners, if root does it. */
  readonly sameOwner: boolean;
}

/**
 * Restores it as the folder `path`.
 * @throws {FileError} when the archive is refused, or `path` exists.
 */
export async function restore(
  tar: ReadableStream<Uint8Array>,
  path: string,
  { overwrite, sameOwner }: RestoreOptions,
  reporter: Reporter,
): Promise<void> {
  checkOutput(path, overwrite, true);
  const beside = temporaryPathFor(path);
  const settled = registerUnfinished(beside);
  try {
    await withPath(path, mkdir(beside, 0o700));
    const restoring = new Restoring(beside, sameOwner, reporter);
    for await (const packed of members(tar)) {
      await withPath(`${path}: ${nameText(packed.member.name)}`, restoring.add(packed));
    }
    await withPath(path, restoring.finish(path, overwrite));
    await syncPath(dirname(path)); // so that the new name lasts
  } finally {
    removeTree(beside);
    settled();
  }
}

class Restoring {
  readonly #root: Buffer;
  readonly #reporter: Reporter;
  readonly #metadata: MetadataRestorer;
  /** Folders that were made, by the bytes of their names; undefined for those that have no member of their own. */
  readonly #folders = new Map<string, Member | undefined>([['', undefined]]);
  /** The same for files. */
  readonly #files = new Set<string>();

  constructor(root: string, sameOwner: boolean, reporter: Reporter) {
    this.#root = Buffer.from(root);
    this.#reporter = reporter;
    this.#metadata = new MetadataRestorer(sameOwner, reporter);
  }

  /** Makes one member. */
  async add({ member, content }: Packed): Promise<void> {
    const parts = partsOf(member.name);
    const key = keyOf(parts);
    if (member.kind === 'directory') {
      await this.#folder(parts);
      if (key !== '') this.#folders.set(key, member);
      return;
    }
    if (key === '') throw refused(member.name, 'has no name');
    await this.#folder(parts.slice(0, -1));
    const path = this.#pathOf(parts);
    await atFree(member.name, this.#make(member, path, content));
    if (member.kind === 'file' || member.kind === 'link') this.#files.add(key);
  }

  async #make(member: Member, path: Buffer, content: Packed['content']): Promise<void> {
    const { name, kind, target = Buffer.alloc(0) } = member;
    if (kind === 'other') {
      return this.#reporter.warn(`${escaped(nameText(name))} is not a file, folder or link; skipped`);
    }
    if (kind === 'link') {
      const parts = partsOf(target);
      if (!this.#files.has(keyOf(parts)))
        throw refused(name, 'is a hard link to something that is not a file of the archive');
      return link(this.#pathOf(parts), path);
    }
    if (kind === 'symlink') await symlink(target, path);
    else await makeFile(path, content);
    const mode = await this.#metadata.owner(member, path);
    if (kind === 'file') await chmod(path, mode);
    await this.#metadata.time(member, path);
  }

  /** Makes the folder and those above it, as far as they are not there. */
  async #folder(parts: readonly Buffer[]): Promise<void> {
    for (let depth = 1; depth <= parts.length; depth++) {
      const above = parts.slice(0, depth);
      const key = keyOf(above);
      if (this.#folders.has(key)) continue;
      await atFree(Buffer.from(key, 'latin1'), mkdir(this.#pathOf(above), 0o700));
      this.#folders.set(key, undefined);
    }
  }

  /** Gives the folders their modes and times, and the whole its name, when all of it is on the disk. */
  async finish(path: string, overwrite: boolean): Promise<void> {
    const root = this.#root.toString();
    const entries = await readdir(root, { encoding: 'buffer' });
    const [only] = entries;
    const top = entries.length === 1 && only !== undefined ? only.toString('latin1') : '';
    // A tar of one folder becomes that folder; any other becomes the content of one.
    const isOne = top !== '' && this.#folders.has(top);
    const within = (key: string): Buffer => this.#pathOf([Buffer.from(key, 'latin1')]);
    const whole = isOne ? within(top) : this.#root;
    const folders = [...this.#folders].reverse().filter(([key]) => key !== '');
    await this.#metadata.settled();
    for (const [key, member] of folders) if (member !== undefined) await this.#metadata.time(member, within(key));
    await this.#metadata.settled();
    await syncTree(root, [...this.#files, ...this.#folders.keys()].map(within));
    // The innermost first, and last of all: from then on they may be closed to their owner. The whole when it was moved.
    const handle = await open(whole, 'r');
    try {
      let mode = 0o777 & ~process.umask();
      for (const [key, member] of folders) {
        const own = member === undefined ? 0o777 & ~process.umask() : await this.#metadata.owner(member, within(key));
        if (isOne && key === top) mode = own;
        else await chmod(within(key), own);
      }
      const old = publish(whole, path, overwrite);
      await handle.chmod(mode);
      await handle.sync().catch(() => {}); // not every system can
      this.#metadata.report();
      this.#removeOld(old, path);
    } finally {
      await handle.close();
    }
  }

  #removeOld(old: string | undefined, path: string): void {
    try {
      if (old !== undefined) removeTree(old);
    } catch (error) {
      this.#reporter.warn(
        `${path} was restored, but what it replaced could not be removed from ${old}: ${messageOf(error)}`,
      );
    }
  }

  #pathOf(parts: readonly Buffer[]): Buffer {
    return Buffer.concat([this.#root, ...parts.flatMap((part) => [Buffer.from('/'), part])]);
  }
}

/** The parts of a name, without `.`. @throws {FileError} when it may lead out of the folder. */
function partsOf(name: Buffer): Buffer[] {
  const parts = name.toString('latin1').split(process.platform === 'win32' ? /[/\\]/ : '/');
  const leads = parts[0] === '' && parts.length > 1;
  if (
    leads ||
    parts.includes('..') ||
    name.includes(0) ||
    /^[a-z]:/i.test(process.platform === 'win32' ? parts[0]! : '')
  ) {
    throw refused(name, 'points outside the folder');
  }
  return parts.filter((part) => part !== '' && part !== '.').map((part) => Buffer.from(part, 'latin1'));
}

function keyOf(parts: readonly Buffer[]): string {
  return parts.map((part) => part.toString('latin1')).join('/');
}

function refused(name: Buffer, why: string): FileError {
  return new FileError(`the member ${escaped(nameText(name))} ${why}: refused; use -c to get the tar inside`);
}

/** @throws {FileError} when something is where a member is to be: a link in place of a folder, or the member again. */
async function atFree(name: Buffer, made: Promise<unknown>): Promise<void> {
  try {
    await made;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw refused(name, 'collides with another member');
    throw error;
  }
}

async function makeFile(path: Buffer, content: Packed['content']): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const chunk of content) await file.writeFile(chunk);
  } finally {
    await file.close();
  }
}

/**
 * Gives the folder its name. What had that name is moved away before; the two moves are one step for the handler of a
 * signal.
 * @returns where it was moved to.
 */
function publish(folder: Buffer, path: string, overwrite: boolean): string | undefined {
  // A link that leads nowhere is in the way as well.
  if (!overwrite || lstatSync(path, { throwIfNoEntry: false }) === undefined) {
    renameSync(folder, path); // fails where there is a folder that is not empty
    return undefined;
  }
  const old = temporaryPathFor(path);
  renameSync(path, old);
  try {
    renameSync(folder, path);
  } catch (error) {
    renameSync(old, path);
    throw error;
  }
  return old;
}
