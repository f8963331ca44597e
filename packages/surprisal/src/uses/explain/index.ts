/** What each byte of a file cost under a model, and what was expected in its place. */
export { type ExplainOptions, type Explanation, explain } from './explain.js';
export { type PageOptions, page } from './page.js';
export { charactersOf, curveOf, linesOf, type Passage, passages } from './passages.js';
