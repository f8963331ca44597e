/** All verbs. To add one: a file beside this, and a line here. */
import type { Verb } from '../verb.js';
import { classify } from './classify.js';
import { cluster } from './cluster.js';
import { completion } from './completion.js';
import { compress } from './compress.js';
import { decompress } from './decompress.js';
import { distance } from './distance.js';
import { explain } from './explain.js';
import { generate } from './generate.js';
import { helpOn } from './help.js';
import { list } from './list.js';
import { man } from './man.js';
import { measure } from './measure.js';
import { neighbours } from './neighbours.js';
import { outliers } from './outliers.js';
import { range } from './range.js';
import { segment } from './segment.js';
import { test } from './test.js';
import { version } from './version.js';

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
