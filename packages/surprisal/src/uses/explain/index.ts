/** The cost of each byte of a file under a model, and what the model expected instead. */
export { type ExplainOptions, type Explanation, explain } from './explain.js';
export { type PageOptions, page } from './page.js';
export { charactersOf, curveOf, linesOf, type Passage, passages } from './passages.js';
