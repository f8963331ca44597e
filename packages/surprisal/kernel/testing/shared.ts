/** What the entries of this folder share: the buffer through which vectors pass, tables, and one history. */
import { ContextList } from '../mixing/context-list';
import { History } from '../mixing/history';
import { Tables } from '../mixing/tables';

/** Where vectors go in and out: 64 KiB. */
export const buffer = memory.data(1 << 16, 16);
export const tables = new Tables();
export const contexts = new ContextList();

/** The history that components read. */
export class Past {
  static bytes: History = changetype<History>(0); // set by makeHistory
}

/** Writes a state to `values`: u32, one after another. */
export class State {
  private static written: u32 = 0;

  static start(): void {
    State.written = 0;
  }

  static put(x: u32): void {
    store<u32>(buffer + ((<usize>State.written) << 2), x);
    State.written++;
  }
}

/** The first `count` of u32 `values` as a list of contexts. */
export function listed(count: u32): ContextList {
  contexts.start();
  for (let i: u32 = 0; i < count; i++) contexts.put(load<u32>(buffer + ((<usize>i) << 2)));
  return contexts;
}
