/**
 * Formats and lints the kernel as everything else is. AssemblyScript is nearly TypeScript: Biome reads it once its
 * decorators, which TypeScript does not allow on functions, are out of the way. So a copy with the decorators as
 * comments is checked.
 *
 * Usage: node scripts/kernel-style.mjs [--write]
 *   --write  formats the kernel, rather than failing where it is not formatted
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Rules that hold for TypeScript but not for the kernel, each with its reason. */
const NOT_FOR_THE_KERNEL = {
  complexity: { noStaticOnlyClass: 'off' }, // such a class is a namespace without cost
  correctness: {
    noPrecisionLoss: 'off', // constants of f32, written as computed
    noUnusedFunctionParameters: 'off', // a view overrides only what it uses
  },
  style: { useImportType: 'off' }, // AssemblyScript has one form of import
  suspicious: {
    noApproximativeNumericConstant: 'off', // Math.LN2 is the engine's; a constant of f32 is its digits
    noAssignInExpressions: 'off', // `this.total = sum = 0` in loops that are measured
    noSelfCompare: 'off', // x !== x is how a number is found not to be one
  },
};

const write = process.argv.includes('--write');
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const copy = mkdtempSync(join(tmpdir(), 'surprisal-kernel-'));
try {
  const config = JSON.parse(readFileSync(join(root, '../../biome.json'), 'utf8'));
  delete config.$schema;
  delete config.vcs;
  delete config.files;
  for (const [group, rules] of Object.entries(NOT_FOR_THE_KERNEL)) {
    config.linter.rules[group] = { ...config.linter.rules[group], ...rules };
  }
  writeFileSync(join(copy, 'biome.json'), JSON.stringify(config));

  const files = readdirSync(join(root, 'kernel'), { recursive: true }).filter((name) => name.endsWith('.ts'));
  for (const name of files) {
    mkdirSync(dirname(join(copy, 'kernel', name)), { recursive: true });
    const source = readFileSync(join(root, 'kernel', name), 'utf8');
    writeFileSync(join(copy, 'kernel', name), source.replace(/^( *)@(inline|unmanaged)/gm, '$1// @$2'));
  }
  const biome = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome');
  const command = write ? ['check', '--write'] : ['ci', '--error-on-warnings'];
  const { status } = spawnSync(process.execPath, [biome, ...command, 'kernel'], { cwd: copy, stdio: 'inherit' });
  for (const name of write ? files : []) {
    const formatted = readFileSync(join(copy, 'kernel', name), 'utf8').replace(
      /^( *)\/\/ @(inline|unmanaged)/gm,
      '$1@$2',
    );
    if (formatted !== readFileSync(join(root, 'kernel', name), 'utf8'))
      writeFileSync(join(root, 'kernel', name), formatted);
  }
  process.exitCode = status ?? 1;
} finally {
  rmSync(copy, { recursive: true });
}
