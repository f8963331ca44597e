/** Law reference, for the context mixers: the kernel and its twin give the same code, byte for byte. */
import { expect, test } from 'vitest';
import { INPUTS } from '../../../vectors/inputs.mjs';
import { encode } from '../reference/drive.js';
import { twinOf } from '../reference/index.js';
import { Predictor } from '../src/predictor.js';

/** Tables so large that contexts seldom meet in them. */
const ROOMY = 2 ** 20;

test.each(['empty', 'one', 'short', 'greek', 'zeros', 'ones', 'alternating'])('cm-fast: %s', async (input) => {
  const x = INPUTS[input]!;
  const code = (await Predictor.create('cm-fast', { size: ROOMY })).encode(x);
  const end = code.findLastIndex((byte) => byte !== 0) + 1;
  expect(encode(twinOf('cm-fast', ROOMY)!, x)).toEqual(code.subarray(0, end));
});
