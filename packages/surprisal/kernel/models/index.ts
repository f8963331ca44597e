import { Predictor } from '../predictor';
import { KIND_TEXT } from '../views/kinds';
import { Cm } from './cm/default';
import { CmFast } from './cm/fast';
import { CmStrong } from './cm/strong';
import { Lstm, LstmByteModel } from './lstm';
import { NetworkByteModel } from './network';
import { Order } from './order';
import { Ppm } from './ppm/index';
import { Trace } from './trace';
import { Transformer, TransformerByteModel } from './transformer';
import { TwoPart } from './two-part/index';
import { CELLS_MAX } from './two-part/weights';

/** Ids, as headers store them. */
export const ORDER: u32 = 1; //     parameter: order, 0 to 6
export const PPM: u32 = 2; //       parameter: order, 2 to 32
export const CM_FAST: u32 = 3;
export const CM: u32 = 4;
export const CM_STRONG: u32 = 5;
export const LSTM: u32 = 6; //      parameter: cells / 32 - 1, plus 8 (layers - 1), to 23
export const TRANSFORMER: u32 = 7; // parameter: units / 32 - 1, plus 8 (layers - 1), to 23
export const TRACE: u32 = 8; //      parameter: units / 32 - 1, to 7
export const CM_MAX: u32 = 9;
export const TWO_PART: u32 = 10; // parameter: cells, to 128, plus 256 if the network is alone

/** The predictor of a model id, or null when there is none. Parameters as in index.ts `create`. */
export function build(model: u32, parameter: u32, size: u32, kind: u32, stride: u32): Predictor | null {
  if (model === ORDER && parameter <= 6) return new Order(parameter, size);
  if (model === PPM && parameter >= 2 && parameter <= 32) return Ppm.create(parameter, size);
  if (model === CM_FAST && parameter === 0) return new CmFast(size, kind, stride);
  if (model === CM && parameter === 0) return new Cm(size, kind, stride);
  if (model === CM_STRONG && parameter === 0) return new CmStrong(size, kind, stride, smallNetwork(size, kind), false);
  if (model === LSTM && parameter < 24) return Lstm.create(((parameter & 7) + 1) << 5, (parameter >>> 3) + 1, size);
  if (model === TRANSFORMER && parameter < 24) {
    return Transformer.create(((parameter & 7) + 1) << 5, (parameter >>> 3) + 1, size);
  }
  if (model === TRACE && parameter < 8) return Trace.create((parameter + 1) << 5, size);
  if (model === CM_MAX && parameter === 0)
    return new CmStrong(size, kind, stride, new LstmByteModel(96, 2, size, false), true);
  if (model === TWO_PART && (parameter & ~256) <= CELLS_MAX) {
    return TwoPart.create(parameter & 255, parameter > 255, size, kind, stride);
  }
  return null;
}

/** The network inside of cm-strong. Of a text's words embeddings alone know most; bytes that are no text want a memory. */
function smallNetwork(size: u32, kind: u32): NetworkByteModel {
  if (kind === KIND_TEXT) return new TransformerByteModel(64, 0, size, false);
  return new LstmByteModel(64, 1, size, false);
}
