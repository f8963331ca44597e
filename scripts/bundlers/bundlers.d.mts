export interface Bundler {
  readonly name: string;
  /** Builds the page in `folder`. @returns what to serve, within it. */
  readonly build: (folder: string, modules: string) => Promise<string> | string;
}
export const vite: (name: string, directory: string) => Bundler;
export const webpack: Bundler;
export const BUNDLERS: readonly Bundler[];
