/** How the names of a family of models are made: each has a parameter, which headers store. */
export interface Names {
  /** The names there are, for a help text. */
  readonly all: string;
  /** The parameter of a name, undefined when the name is not of this family. */
  parameterOf(name: string): number | undefined;
  /** The name of a parameter, undefined when the family has no such model. */
  nameOf(parameter: number): string | undefined;
}

/** A single model. */
export function only(name: string): Names {
  return {
    all: name,
    parameterOf: (given) => (given === name ? 0 : undefined),
    nameOf: (parameter) => (parameter === 0 ? name : undefined),
  };
}

/** `FAMILY-N`, N from `low` to `high`; `FAMILY` alone is the one of `usual`, if that is given. */
export function numbered(family: string, low: number, high: number, usual?: number): Names {
  const fits = (n: number): boolean => n >= low && n <= high;
  return {
    all:
      usual === undefined ? `${family}-${low} … ${family}-${high}` : `${family}, ${family}-${low} … ${family}-${high}`,
    parameterOf(given) {
      if (given === family) return usual;
      const digits = suffixOf(given, family);
      return digits !== undefined && /^(0|[1-9]\d*)$/.test(digits) && fits(Number(digits)) ? Number(digits) : undefined;
    },
    nameOf: (n) => (n === usual ? family : fits(n) ? `${family}-${n}` : undefined),
  };
}

/** Units in a group of a layer, and the most groups that a layer may have. */
const GROUP = 32;
const GROUPS_MAX = 8;

/**
 * `FAMILY-UNITSxLAYERS`, or `FAMILY-UNITS` where there is one layer at most: networks of a size. The parameter is groups
 * of units less one, plus 8 for each layer above the first.
 * @param presets names without numbers, and the sizes that they are.
 */
export function sized(family: string, layersMax: number, presets: Readonly<Record<string, string>>): Names {
  const largest = `${GROUP * GROUPS_MAX}${layersMax > 1 ? `x${layersMax}` : ''}`;
  const least = `${GROUP}${layersMax > 1 ? 'x1' : ''}`;
  return {
    all: [...Object.keys(presets), `${family}-${least} … ${family}-${largest}`].join(', '),
    parameterOf(given) {
      const size = suffixOf(presets[given] ?? given, family) ?? '';
      const [, digits, layers] = /^(\d{2,3})(?:x([1-9]))?$/.exec(size) ?? [];
      const groups = Number(digits) / GROUP;
      if ((layers === undefined) !== (layersMax === 1) || Number(layers ?? 1) > layersMax) return undefined;
      if (!Number.isInteger(groups) || groups < 1 || groups > GROUPS_MAX) return undefined;
      return groups - 1 + GROUPS_MAX * (Number(layers ?? 1) - 1);
    },
    nameOf(parameter) {
      if (parameter >= GROUPS_MAX * layersMax) return undefined;
      const units = groupsOf(parameter) * GROUP;
      const layers = layersMax > 1 ? `x${Math.floor(parameter / GROUPS_MAX) + 1}` : '';
      const name = `${family}-${units}${layers}`;
      return Object.keys(presets).find((preset) => presets[preset] === name) ?? name;
    },
  };
}

/** Groups of units of a sized model. */
export function groupsOf(parameter: number): number {
  return (parameter % GROUPS_MAX) + 1;
}

/** Names of `first`, and of `second` with parameters from `offset` on. */
export function either(first: Names, second: Names, offset: number): Names {
  return {
    all: `${first.all}, ${second.all}`,
    parameterOf(given) {
      const other = second.parameterOf(given);
      return first.parameterOf(given) ?? (other === undefined ? undefined : other + offset);
    },
    nameOf: (parameter) => (parameter < offset ? first.nameOf(parameter) : second.nameOf(parameter - offset)),
  };
}

function suffixOf(name: string, family: string): string | undefined {
  return name.startsWith(`${family}-`) ? name.slice(family.length + 1) : undefined;
}
