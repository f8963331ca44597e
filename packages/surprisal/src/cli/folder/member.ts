/**
 * Members of a tar, as the file system has them: names are bytes.
 *
 * modern-tar takes and gives names as strings. One that is no UTF-8 is therefore stored twice: with its other bytes as
 * \xNN, for every tar, and exactly, in hexadecimal, in a pax record of our own; docs/decisions/folders.md.
 */
import { isUtf8 } from 'node:buffer';
import type { TarHeader } from 'modern-tar';

export interface Member {
  /** With / between folders, none at its end. */
  readonly name: Buffer;
  readonly kind: 'file' | 'directory' | 'symlink' | 'link' | 'other';
  /** Bytes of content. */
  readonly size: number;
  /** Permission bits. */
  readonly mode: number;
  /** Last modified, in microseconds after 1970. */
  readonly modified: number;
  /** Of a symbolic link what it says, of a hard link the name of the first of them. */
  readonly target?: Buffer;
}

const PATH = 'SURPRISAL.path';
const LINK_PATH = 'SURPRISAL.linkpath';
/** Microseconds from 1970 that a Date can hold. */
const MODIFIED_MAX = 8.64e18;
const KINDS = new Set<unknown>(['file', 'directory', 'symlink', 'link'] satisfies Member['kind'][]);

/** Owners are left out: the same folder gives the same bytes, whoever has it. */
export function headerOf({ name, kind, size, mode, modified, target }: Member): TarHeader {
  const pax: Record<string, string> = {};
  if (!isUtf8(name)) pax[PATH] = name.toString('hex');
  if (target !== undefined && !isUtf8(target)) pax[LINK_PATH] = target.toString('hex');
  if (modified < 0 || modified % 1e6 !== 0) pax['mtime'] = secondsOf(modified);
  return {
    name: kind === 'directory' ? `${readable(name)}/` : readable(name),
    type: kind as TarHeader['type'] & string,
    size,
    mode,
    mtime: new Date(Math.max(0, Math.floor(modified / 1e6)) * 1000),
    uid: 0,
    gid: 0,
    ...(target !== undefined && { linkname: readable(target) }),
    ...(Object.keys(pax).length > 0 && { pax }),
  };
}

export function memberOf({ name, type, size, mode, mtime, linkname, pax = {} }: TarHeader): Member {
  const target = pax[LINK_PATH] === undefined ? Buffer.from(linkname ?? '') : Buffer.from(pax[LINK_PATH], 'hex');
  const bytes = pax[PATH] === undefined ? Buffer.from(name) : Buffer.from(pax[PATH], 'hex');
  const times = [Number(pax['mtime']) * 1e6, (mtime?.getTime() ?? 0) * 1000, 0];
  return {
    name: bytes.at(-1) === SLASH ? bytes.subarray(0, -1) : bytes,
    kind: KINDS.has(type) ? (type as Member['kind']) : 'other',
    size,
    mode: mode ?? 0o644,
    modified: Math.round(times.find((time) => Math.abs(time) <= MODIFIED_MAX) as number),
    ...((type === 'symlink' || type === 'link') && { target }),
  };
}

export const SLASH = 0x2f;

/** A name as text: if it is no UTF-8, with every byte that is no ASCII as \xNN. */
export function readable(name: Buffer): string {
  if (isUtf8(name)) return name.toString();
  return name.toString('latin1').replace(/[\x80-\xff]/g, (c) => `\\x${c.charCodeAt(0).toString(16)}`);
}

/** Microseconds as seconds in decimal: -1500000 → '-1.5'. */
function secondsOf(microseconds: number): string {
  const digits = String(Math.abs(microseconds)).padStart(7, '0');
  const fraction = digits.slice(-6).replace(/0+$/, '');
  return `${microseconds < 0 ? '-' : ''}${digits.slice(0, -6)}${fraction === '' ? '' : `.${fraction}`}`;
}
