/** One engine of the matrix, when it is a Node: prints { engine, golden } as JSON. */
import * as library from '../../packages/surprisal/dist/index.js';
import { goldenOf } from '../../vectors/golden.mjs';

const golden = await goldenOf(library, library.MODEL_NAMES);
console.log(JSON.stringify({ engine: `Node ${process.version}, V8 ${process.versions.v8}, ${process.arch}`, golden }));
