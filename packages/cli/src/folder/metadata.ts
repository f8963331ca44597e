/** Restores owners and times, and reports what could not be restored. */
import { lchown, lutimes } from 'node:fs/promises';
import { messageOf } from '../base/failure.js';
import { escaped } from '../base/terminal.js';
import type { Reporter } from '../files/run.js';
import { ExactTimes, forUtimes } from '../files/times.js';
import { type Member, nameText, SET_ID_BITS } from './member.js';
import { Owners } from './owners.js';

export class MetadataRestorer {
  readonly #reporter: Reporter;
  readonly #times = new ExactTimes();
  /** Undefined where owners are not restored. */
  #owners: Owners | undefined;
  /** Members that lost a set-user-ID or set-group-ID bit, and those that have another time. */
  readonly #withoutSetId: Member[] = [];
  readonly #withoutTime: Member[] = [];

  /** @param sameOwner also restores owners, which only root may do. */
  constructor(sameOwner: boolean, reporter: Reporter) {
    this.#owners = sameOwner && process.geteuid?.() === 0 ? new Owners() : undefined;
    this.#reporter = reporter;
  }

  async time(member: Member, path: Buffer): Promise<void> {
    const time = forUtimes(member.modified);
    await lutimes(path, time, time);
    if (!(await this.#times.refine(path, member.modified))) this.#withoutTime.push(member);
  }

  /** Gives it its owner. @returns the mode it is to have then: a change of owner takes bits of what it had before. */
  async owner(member: Member, path: Buffer): Promise<number> {
    if (await this.#own(member, path)) return member.mode;
    // Without its owner, a set-ID program would run as a different user.
    if ((member.mode & SET_ID_BITS) !== 0) this.#withoutSetId.push(member);
    return member.mode & ~SET_ID_BITS;
  }

  /** @returns whether it has its owner now. If not, reports that once and stops trying. */
  async #own({ name, owner }: Member, path: Buffer): Promise<boolean> {
    if (this.#owners === undefined) return false;
    try {
      await lchown(path, ...(await this.#owners.here(owner)));
      return true;
    } catch (error) {
      const why = `${escaped(nameText(name))}: cannot restore its owner: ${messageOf(error)}`;
      this.#reporter.warn(`${why}; use --no-same-owner to restore without owners`);
      this.#owners = undefined;
      return false;
    }
  }

  /** Until all times are set. More may follow. */
  settled(): Promise<void> {
    return this.#times.settled();
  }

  /** Reports what could not be restored. */
  report(): void {
    const members = ([first, ...others]: readonly Member[]): string =>
      `${escaped(nameText(first!.name))}${others.length === 0 ? '' : ` and ${others.length} more`}`;
    if (this.#withoutSetId.length > 0) {
      this.#reporter.note(
        `${members(this.#withoutSetId)}: restored without set-user-ID and set-group-ID, because owners are not restored`,
      );
    }
    if (this.#withoutTime.length > 0) {
      this.#reporter.note(
        `${members(this.#withoutTime)}: the file system cannot store the modification time; restored with the nearest one it can`,
      );
    }
  }
}
