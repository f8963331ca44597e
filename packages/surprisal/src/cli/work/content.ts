/** What is compressed: the content of a file, or of standard input. */
import { basename } from 'node:path';
import { frameSizeFor, type Metadata } from 'surprisal';
import { Input, peek, type Status } from '../files/input.js';
import type { Settings } from '../settings.js';

export interface Content {
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Bytes there are, as far as that is known beforehand. */
  readonly size: number | undefined;
  /** Mode and times that the archive takes over. */
  readonly status: Status | undefined;
  /** What the archive tells of it. */
  readonly metadata: Metadata;
  /** Bytes read. */
  taken(): number;
  /** Whether what was read is what is there; says so where not. */
  isSound(): Promise<boolean>;
  close(): Promise<void>;
}

/** @param warn told what is not as it should be. @throws what the system reports. */
export async function contentOf(file: string, settings: Settings, warn: (what: string) => void): Promise<Content> {
  if (file === '-') return ofStandardInput(settings);
  return ofFile(await Input.open(file), settings, warn);
}

/** Bytes in a frame of content whose size is not known. */
function frameSizeOf({ frameSize }: Settings): number {
  return frameSize ?? frameSizeFor(undefined);
}

async function ofFile(input: Input, settings: Settings, warn: (what: string) => void): Promise<Content> {
  const { path, size, status } = input;
  const { chunks, size: known } =
    size === undefined ? await peek(input.chunks(), frameSizeOf(settings)) : { chunks: input.chunks(), size };
  const stored = { name: basename(path), modified: status.modified, mode: status.mode };
  return {
    chunks,
    size: known,
    // A pipe or a device has a mode and times of its own, which are not those of what comes out of it.
    status: size === undefined ? undefined : status,
    metadata: settings.metadata && size !== undefined ? stored : {},
    taken: () => input.taken,
    async isSound() {
      if (!(await input.hasChanged())) return true;
      warn('changed while it was read; compressed as it was read');
      return false;
    },
    close: () => input.close(),
  };
}

async function ofStandardInput(settings: Settings): Promise<Content> {
  let taken = 0;
  async function* counted(): AsyncGenerator<Uint8Array, void> {
    for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
      taken += chunk.length;
      yield chunk;
    }
  }
  return {
    ...(await peek(counted(), frameSizeOf(settings))),
    status: undefined,
    metadata: {},
    taken: () => taken,
    isSound: async () => true,
    close: async () => {},
  };
}
