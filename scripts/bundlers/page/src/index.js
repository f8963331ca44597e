import { compress, decompress } from 'surprisal';
import { distanceMatrix } from 'surprisal/similarity';

/** What the page does when it is told to: work for the workers, of both kinds. */
globalThis.go = async (workers) => {
  const bytes = new Uint8Array(50_000).map((_, i) => (i % 37 ? 97 : i));
  const archive = await compress(bytes, { model: 'order-2', frameSize: 9000, workers });
  const back = await decompress(archive, { workers });
  const items = [bytes.subarray(0, 100), bytes.subarray(0, 200), bytes.subarray(900, 999)];
  const { values } = await distanceMatrix(items, 'order-1', { workers });
  return { archive: Array.from(archive), back: back.every((byte, i) => byte === bytes[i]), distances: [...values] };
};
