/** The members of a tar, one after another. */
import { createTarDecoder } from 'modern-tar';
import { FileError } from '../failure.js';
import { type Member, memberOf } from './member.js';

export interface Packed {
  readonly member: Member;
  readonly content: ReadableStream<Uint8Array>;
}

/** Reads it through, for what may be wrong with it. */
export async function readAll(tar: ReadableStream<Uint8Array>): Promise<void> {
  for await (const _ of members(tar));
}

/**
 * @param tar its bytes. What is left of the content of a member is skipped when the next is asked for.
 * @throws {FileError} when it is no tar, or not a whole one. @throws what reading it throws.
 */
export async function* members(tar: ReadableStream<Uint8Array>): AsyncGenerator<Packed, void> {
  try {
    for await (const { header, body } of tar.pipeThrough(createTarDecoder({ strict: true }))) {
      yield { member: memberOf(header), content: body };
      if (!body.locked) await body.cancel();
    }
  } catch (error) {
    // The library's own errors are of no class of their own.
    if (error instanceof Error && error.constructor === Error) {
      throw new FileError(`the tar inside is damaged: ${error.message}; use -c to get it as it is`);
    }
    throw error;
  }
}
