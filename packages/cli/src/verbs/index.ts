/** All verbs. To add one: a folder here, and a line below. */
import type { Verb } from '../command/verb.js';
import { classify } from './classify/verb.js';
import { cluster } from './cluster/verb.js';
import { completion } from './completion/verb.js';
import { compress } from './compress/verb.js';
import { decompress } from './decompress/verb.js';
import { distance } from './distance/verb.js';
import { explain } from './explain/verb.js';
import { generate } from './generate/verb.js';
import { helpOn } from './help/verb.js';
import { list } from './list/verb.js';
import { man } from './man/verb.js';
import { measure } from './measure/verb.js';
import { neighbours } from './neighbours/verb.js';
import { outliers } from './outliers/verb.js';
import { range } from './range/verb.js';
import { segment } from './segment/verb.js';
import { test } from './test/verb.js';
import { version } from './version/verb.js';

const OTHERS: readonly Verb[] = [
  compress,
  decompress,
  list,
  test,
  range,
  measure,
  explain,
  distance,
  cluster,
  neighbours,
  classify,
  outliers,
  segment,
  generate,
  completion,
  man,
  version,
];

export const VERBS: readonly Verb[] = [...OTHERS, helpOn(OTHERS.map(({ name }) => name))];
