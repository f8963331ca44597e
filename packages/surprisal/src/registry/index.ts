/** What there is to choose from: models, levels and kinds of content, a row each. Data alone, which loads nothing. */
export { KINDS, type KindRow } from './kinds.js';
export { LEVEL_NAMES, LEVEL_ROWS, LEVELS, type Level, type LevelRow } from './levels.js';
export { MODEL_GRAMMAR, MODEL_NAMES, MODELS, type ModelRow, type ModelSpec, memoryOf, modelOf } from './models.js';
