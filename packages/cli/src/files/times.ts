/**
 * Times of files to the nanosecond, as bigints of nanoseconds after 1970.
 *
 * Node sets times to about a microsecond: it takes seconds as a double. `touch` sets them exactly. So a time is first set
 * by Node, rounded up, so that no file is older than what it was made from (`make` would make it again); then by `touch`,
 * if the file system turns out to have another time than was wanted.
 */
import { lstat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { runTool, startTool, type Tool } from './tool.js';

const SECOND = 1_000_000_000n;
const MILLISECOND = 1_000_000n;
const MICROSECOND = 1_000n;
/** What a Date holds, in milliseconds on either side of 1970. */
const DATE_MAX = 8_640_000_000_000_000n;

/** Rounds toward the past, as clocks do; BigInt's division rounds toward zero. */
function floorDivide(n: bigint, by: bigint): bigint {
  return n >= 0n ? n / by : -((by - 1n - n) / by);
}

/** The millisecond a time lies in, and the nanoseconds after it; undefined where no Date reaches. */
export function dateOf(time: bigint): { date: Date; nanoseconds: number } | undefined {
  const milliseconds = floorDivide(time, MILLISECOND);
  if (milliseconds > DATE_MAX || milliseconds < -DATE_MAX) return undefined;
  return { date: new Date(Number(milliseconds)), nanoseconds: Number(time - milliseconds * MILLISECOND) };
}

export function timeOf(date: Date, nanoseconds: number): bigint {
  return BigInt(date.getTime()) * MILLISECOND + BigInt(nanoseconds);
}

/** The second a time lies in, and the nanoseconds after it. */
export function secondsOf(time: bigint): { seconds: bigint; nanoseconds: number } {
  const seconds = floorDivide(time, SECOND);
  return { seconds, nanoseconds: Number(time - seconds * SECOND) };
}

export function fromSeconds(seconds: bigint, nanoseconds: number): bigint {
  return seconds * SECOND + BigInt(nanoseconds);
}

/**
 * A time for Node's `utimes`: the next double after the next microsecond, so that no version makes it earlier. Node 20 cuts
 * it to that microsecond, Node 24 is less than half of one late. As text: Node takes a negative number for now.
 */
export function forUtimes(time: bigint): string {
  const seconds = Number(-floorDivide(-time, MICROSECOND)) / 1e6;
  return String(Number.isInteger(seconds) ? seconds : nextDouble(seconds));
}

/** The least double above one that is not 0. */
function nextDouble(x: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  view.setBigInt64(0, view.getBigInt64(0) + (x > 0 ? 1n : -1n));
  return view.getFloat64(0);
}

/** A time in a form that the `touch` of GNU and of BSD read: ISO 8601. Undefined where years have other than four digits. */
function isoOf(time: bigint): string | undefined {
  const { seconds, nanoseconds } = secondsOf(time);
  const iso = dateOf(seconds * SECOND)?.date.toISOString();
  return iso?.length === 24 ? iso.replace('.000Z', `.${String(nanoseconds).padStart(9, '0')}Z`) : undefined;
}

/** Of times of modification only, of links themselves, and no file is made. */
const TOUCH = ['touch', '-cmh'] as const;
/** Arguments of a `touch`: what `xargs` gives it at once. */
const argumentsOf = (iso: string, path: Buffer): readonly (string | Buffer)[] => ['-d', iso, '--', path];
const ARGUMENTS = String(argumentsOf('', Buffer.alloc(0)).length);
/** A file system that is further off cannot hold the time; one that is nearer has coarse times, as FAT with even seconds. */
const COARSE = 2n * SECOND;

/** Sets exactly, in the background, what Node could not. */
export class ExactTimes {
  /** Runs `touch` for what it reads: there once `touch` has been seen to work here. */
  #touching: Tool | undefined;
  #isUseless = false;

  /**
   * To be called when Node has set the time.
   * @returns false if the file system cannot hold it, and has one that is seconds away.
   */
  async refine(path: Buffer, wanted: bigint): Promise<boolean> {
    const isExact = async (): Promise<boolean> => (await offBy(path, wanted)) === 0n;
    const off = await offBy(path, wanted);
    if (off <= -COARSE || off >= COARSE) return false;
    const iso = isoOf(wanted);
    if (off === 0n || iso === undefined || this.#isUseless) return true;
    // As input and not as arguments: there a name may be any bytes.
    const input = Buffer.concat(argumentsOf(iso, path).flatMap((part) => [Buffer.from(part), Buffer.alloc(1)]));
    if (this.#touching === undefined) {
      this.#isUseless = !(await runTool('xargs', ['-0', ...TOUCH], input)) || !(await isExact());
      if (!this.#isUseless) this.#touching = startTool('xargs', ['-0', '-n', ARGUMENTS, '-P', PROCESSES, ...TOUCH]);
    } else this.#touching.input.write(input);
    return true;
  }

  /** Until all are set. More may follow. */
  async settled(): Promise<void> {
    this.#touching?.input.end();
    await this.#touching?.succeeded;
    this.#touching = undefined;
  }
}

/** Sets exactly the time that Node has set of one file. */
export async function setExactTime(path: string, wanted: bigint): Promise<void> {
  const times = new ExactTimes();
  await times.refine(Buffer.from(path), wanted);
  await times.settled();
}

const PROCESSES = String(availableParallelism());

async function offBy(path: Buffer, wanted: bigint): Promise<bigint> {
  return (await lstat(path, { bigint: true })).mtimeNs - wanted;
}
