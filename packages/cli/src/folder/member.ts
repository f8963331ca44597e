/** Members of a folder, as the file system has them: names are bytes. */
import { isUtf8 } from 'node:buffer';

export interface Member {
  /** With / between folders, and no / at the end. */
  readonly name: Buffer;
  readonly kind: 'file' | 'directory' | 'symlink' | 'link' | 'other';
  /** Bytes of content. */
  readonly size: number;
  /** Permission bits, with those of set-user-ID, set-group-ID and the sticky bit. */
  readonly mode: number;
  readonly owner: Owner;
  /** Last modified, in nanoseconds after 1970. */
  readonly modified: bigint;
  /** Of a symbolic link its target, of a hard link the name of the first link. */
  readonly target?: Buffer;
}

/** By number and by name; '' where there is no name. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
  readonly user: string;
  readonly group: string;
}

/** Those of a mode that let a program run as its owner or group. */
export const SET_ID_BITS = 0o6000;

export const SLASH = 0x2f;

/** A name as text: if it is not UTF-8, every byte that is not ASCII is shown as \xNN. */
export function nameText(name: Buffer): string {
  if (isUtf8(name)) return name.toString();
  return name.toString('latin1').replace(/[\x80-\xff]/g, (c) => `\\x${c.charCodeAt(0).toString(16)}`);
}
