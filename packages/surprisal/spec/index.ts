import { Lstm } from './lstm.js';
import type { Features } from './network.js';
import { Order } from './order.js';
import { Ppm } from './ppm/index.js';
import type { Predictor } from './predictor.js';
import { Trace } from './trace.js';
import { Transformer } from './transformer.js';

/**
 * The model of a name (src/registry/models.ts), or undefined when it is not specified here.
 * @param size bytes of content expected. @param features what a network is given of the past.
 */
export function specOf(name: string, size: number, features: Features): Predictor | undefined {
  const [family, parameter] = /^(order|ppm)(?:-(\d+))?$/.exec(name)?.slice(1) ?? [];
  if (family === 'order') return new Order(Number(parameter), size);
  if (family === 'ppm') return new Ppm(Number(parameter ?? 16), size);
  const [cells, layers] = (/^lstm-(\d+)x(\d)$/.exec(name === 'lstm' ? 'lstm-96x2' : name) ?? []).slice(1).map(Number);
  if (cells && layers) return new Lstm(cells, layers, size, features);
  const [units, blocks] = (/^transformer-(\d+)x(\d)$/.exec(name) ?? []).slice(1).map(Number);
  if (units && blocks) return new Transformer(units, blocks, size, features);
  const fast = Number(/^trace-(\d+)$/.exec(name)?.[1]);
  if (fast) return new Trace(fast, size, features);
  return undefined;
}
