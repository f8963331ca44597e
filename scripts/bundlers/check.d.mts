import type { Bundler } from './bundlers.mjs';

/** What the page computed, with workers and without, how many it started, and all warnings and errors of the console. */
export interface Tried {
  readonly inWorkers: unknown;
  readonly alone: unknown;
  readonly workers: number;
  readonly complaints: readonly string[];
}
export interface TriedBundler extends Tried {
  /** Files that are raw copies of the worker. */
  readonly copies: readonly string[];
}
export function preparePage(folder: string): string;
export function tryBundler(bundler: Bundler, prepared: string, modules: string): Promise<TriedBundler>;
export function tryPage(folder: string, policy?: string): Promise<Tried>;
