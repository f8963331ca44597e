/** What part of a run reads and writes, declared before it begins. */
export interface Job {
  /** Paths, or `-` for standard input. */
  readonly reads: readonly string[];
  /** Whether folders may be among them. */
  readonly readsFolders?: boolean;
  /** The path of the output; undefined for standard output, or without an output. */
  readonly writes?: string | undefined;
  /** Whether the output is a folder, or may be one. */
  readonly writesFolder?: boolean;
  /** The input that the output may replace: it has been read by then. */
  readonly replaces?: string | undefined;
}
