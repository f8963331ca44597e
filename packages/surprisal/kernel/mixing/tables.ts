import { BitHistories } from './bit-history';
import { stretchTable } from './logistic';
import { rateTable } from './state-map';

/** Constant tables that components share: made once for each predictor, never written again. */
export class Tables {
  /** f32[4096]: ln(p / (1 - p)). */
  readonly stretch: usize = stretchTable();
  /** u16[1024]: adaptation of a state map by its count. */
  readonly rates: usize = rateTable();
  readonly histories: BitHistories = new BitHistories();
}
