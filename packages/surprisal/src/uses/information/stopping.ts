import { checkInteger } from '../../base/checks.js';
import { checkNumber } from './checks.js';

/** When to stop an iteration. */
export interface Stopping {
  /** Maximum error of the result in bits, by the algorithm's own bound. Default 1e-9. */
  readonly tolerance?: number;
  /** Stops after this many iterations regardless of the bound; the result reports the bound. Default 100,000. */
  readonly iterationsMax?: number;
}

/** @throws {TypeError | RangeError} for an invalid stopping rule. */
export function stoppingRule({ tolerance = 1e-9, iterationsMax = 100_000 }: Stopping): Required<Stopping> {
  checkNumber('tolerance', tolerance, 0, Number.MAX_VALUE);
  checkInteger('iterationsMax', iterationsMax, 1, Number.MAX_SAFE_INTEGER);
  return { tolerance, iterationsMax };
}
