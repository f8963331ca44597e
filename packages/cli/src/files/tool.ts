/** Programs of the system, for what Node has no call for. */
import { type ChildProcess, spawn } from 'node:child_process';

export interface Tool {
  /** Its input; what it no longer takes is lost without an error. */
  readonly input: NonNullable<ChildProcess['stdin']>;
  /** Whether it was there and succeeded. Never rejects. */
  readonly succeeded: Promise<boolean>;
}

/** Starts a program that is silent, whatever happens. */
export function startTool(command: string, args: readonly string[]): Tool {
  const child = spawn(command, args, { stdio: ['pipe', 'ignore', 'ignore'] });
  child.stdin.on('error', () => {}); // it ended early; its exit code says so
  const succeeded = new Promise<boolean>((resolve) => {
    child.on('error', () => resolve(false));
    child.on('close', (code) => resolve(code === 0));
  });
  return { input: child.stdin, succeeded };
}

export function runTool(command: string, args: readonly string[], input?: Uint8Array): Promise<boolean> {
  const tool = startTool(command, args);
  tool.input.end(input);
  return tool.succeeded;
}
