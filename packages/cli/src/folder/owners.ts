/**
 * Names of owners and groups, as the system's own files have them: Node asks no other service. An owner from elsewhere
 * (LDAP) has a number only.
 */
import { readFile } from 'node:fs/promises';
import type { Owner } from './member.js';

/** Names by numbers, and numbers by names. */
interface Names {
  readonly nameOf: ReadonlyMap<number, string>;
  readonly numberOf: ReadonlyMap<string, number>;
}

export class Owners {
  readonly #users: Promise<Names> = readNames('/etc/passwd');
  readonly #groups: Promise<Names> = readNames('/etc/group');

  async of(uid: number, gid: number): Promise<Owner> {
    const user = (await this.#users).nameOf.get(uid) ?? '';
    const group = (await this.#groups).nameOf.get(gid) ?? '';
    return { uid, gid, user, group };
  }

  /** The owner on this system: by name if it exists here, else by number, as in tar. */
  async here({ uid, gid, user, group }: Owner): Promise<readonly [uid: number, gid: number]> {
    return [(await this.#users).numberOf.get(user) ?? uid, (await this.#groups).numberOf.get(group) ?? gid];
  }
}

/** Lines of `name:password:number:…`. */
async function readNames(path: string): Promise<Names> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const nameOf = new Map<number, string>();
  const numberOf = new Map<string, number>();
  for (const [, name, digits] of text.matchAll(/^([^:#+\n-][^:\n]*):[^:\n]*:(\d+)/gm)) {
    const number = Number(digits);
    numberOf.set(name!, number);
    if (!nameOf.has(number)) nameOf.set(number, name!); // of several with one number the first is the name
  }
  return { nameOf, numberOf };
}
