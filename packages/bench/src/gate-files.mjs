import { readFileSync } from 'node:fs';
import { INPUTS } from '../../../vectors/inputs.mjs';

/** What the gate measures, and a quick run that has no corpora: the small inputs that every engine makes alike, and a licence. */
export function gateFiles() {
  const licence = new Uint8Array(readFileSync(new URL('../../../LICENSE', import.meta.url)));
  return Object.entries({ licence, ...INPUTS })
    .filter(([, content]) => content.length > 0)
    .map(([name, content]) => ({ corpus: 'gate', name, content, bytes: content.length }));
}
