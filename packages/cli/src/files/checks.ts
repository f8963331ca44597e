/**
 * What a run reads and writes, checked as a whole before any of it is begun: what can be refused is refused before the
 * work and not after it.
 */
import { accessSync, constants, statSync } from 'node:fs';
import { FileError, messageOf } from '../base/failure.js';
import { checkConflicts } from './conflicts.js';
import type { Job } from './job.js';
import { checkOutput } from './output.js';

/**
 * To be called before the first file is read.
 * @throws {UsageError} when jobs conflict. @throws {FileError} when one of them cannot be done.
 */
export function checkJobs(jobs: readonly Job[], overwrite: boolean): void {
  checkConflicts(jobs);
  for (const job of jobs) checkJobNamingFile(job, overwrite);
}

/** Like checkJob, with the file named in errors. @throws {FileError} */
export function checkJobNamingFile(job: Job, overwrite: boolean): void {
  for (const file of job.reads) {
    try {
      checkInput(file, job);
    } catch (error) {
      throw new FileError(`${file}: ${messageOf(error)}`, { cause: error });
    }
  }
  checkTarget(job, overwrite);
}

/** @throws {FileError} when the job cannot be done. @throws what the system reports when a file cannot be read. */
export function checkJob(job: Job, overwrite: boolean): void {
  for (const file of job.reads) checkInput(file, job);
  checkTarget(job, overwrite);
}

function checkInput(file: string, { readsFolders = false }: Job): void {
  if (file === '-') return;
  if (statSync(file).isDirectory() && !readsFolders) throw new FileError('is a directory');
  accessSync(file, constants.R_OK);
}

function checkTarget({ writes, writesFolder }: Job, overwrite: boolean): void {
  if (writes !== undefined) checkOutput(writes, overwrite, writesFolder);
}
