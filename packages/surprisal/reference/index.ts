import { Cm } from './cm.js';
import { CmFast } from './cm-fast.js';
import { CmStrong, KIND_TEXT } from './cm-strong.js';
import { Lstm, LstmByteModel } from './lstm.js';
import type { NetworkByteModel } from './network.js';
import { Order } from './order.js';
import { Ppm } from './ppm/index.js';
import type { Predictor } from './predictor.js';
import { Trace } from './trace.js';
import { Transformer, TransformerByteModel } from './transformer.js';

/**
 * The twin of the model of a name (src/registry/models.ts), or undefined when it has none yet.
 * @param size bytes of content expected. @param kind, stride as in kernel/views/kinds.ts.
 */
export function twinOf(name: string, size: number, kind = 0, stride = 0): Predictor | undefined {
  if (name === 'cm-fast') return new CmFast(size, kind, stride);
  if (name === 'cm') return new Cm(size, kind, stride);
  if (name === 'cm-strong') return new CmStrong(size, kind, stride, smallNetwork(size, kind), false);
  if (name === 'cm-max') return new CmStrong(size, kind, stride, new LstmByteModel(96, 2, size, false), true);
  const [family, parameter] = /^(order|ppm)(?:-(\d+))?$/.exec(name)?.slice(1) ?? [];
  if (family === 'order') return new Order(Number(parameter), size);
  if (family === 'ppm') return new Ppm(Number(parameter ?? 16), size);
  const [cells, layers] = (/^lstm-(\d+)x(\d)$/.exec(name === 'lstm' ? 'lstm-96x2' : name) ?? []).slice(1).map(Number);
  if (cells && layers) return new Lstm(cells, layers, size);
  const [units, blocks] = (/^transformer-(\d+)x(\d)$/.exec(name) ?? []).slice(1).map(Number);
  if (units && blocks) return new Transformer(units, blocks, size);
  const fast = Number(/^trace-(\d+)$/.exec(name)?.[1]);
  if (fast) return new Trace(fast, size);
  return undefined;
}

/** The network inside of cm-strong. */
function smallNetwork(size: number, kind: number): NetworkByteModel {
  if (kind === KIND_TEXT) return new TransformerByteModel(64, 0, size, false);
  return new LstmByteModel(64, 1, size, false);
}
