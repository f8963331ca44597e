#!/usr/bin/env bash
# commander 14.0.3: `-9` is taken for an operand, not refused as an unknown option, as long as no option of the command is a
# digit; once one is, an unknown digit is an unknown option again. A compressor without -9 then looks for a file of this name.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
npm init -y > /dev/null && npm install --silent commander@14.0.3 > /dev/null
cat > see.mjs <<'JS'
import { Command } from 'commander';
const made = (digit) => {
  const command = new Command().argument('[files...]').option('-f, --force').exitOverride().configureOutput({ writeErr() {} });
  return digit ? command.option('-1', 'fast') : command;
};
const tried = (command) => { try { return command.parse(['-9', 'a'], { from: 'user' }).args.join(' '); } catch (error) { return error.code; } };
const seen = [tried(made(false)), tried(made(true)), (() => { try { return made(false).parse(['-z'], { from: 'user' }).args.join(' '); } catch (error) { return error.code; } })()];
console.log(`-9 without a digit option: ${seen[0]}; with -1: ${seen[1]}; -z: ${seen[2]}`);
process.exit(seen.join() === '-9 a,commander.unknownOption,commander.unknownOption' ? 0 : 1);
JS
node see.mjs
