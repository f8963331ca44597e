import { checkInteger } from '../../base/checks.js';
import { checkNumber } from './checks.js';

/** When an iteration is good enough. */
export interface Stopping {
  /** Bits that the result may be wrong by, as the algorithm's own bound says. Default 1e-9. */
  readonly tolerance?: number;
  /** Stops after so many, whatever the bound says; the result tells the bound. Default 100,000. */
  readonly iterationsMax?: number;
}

/** @throws {TypeError | RangeError} for what is no stopping rule. */
export function stoppingRule({ tolerance = 1e-9, iterationsMax = 100_000 }: Stopping): Required<Stopping> {
  checkNumber('tolerance', tolerance, 0, Number.MAX_VALUE);
  checkInteger('iterationsMax', iterationsMax, 1, Number.MAX_SAFE_INTEGER);
  return { tolerance, iterationsMax };
}
