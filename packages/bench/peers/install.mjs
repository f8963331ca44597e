/**
 * npm run bench:peers
 *
 * Installs every packaged peer on Debian 12 (as root): the programs of debian.mjs and media.mjs with apt-get, the JavaScript
 * ones into this folder with npm. Nothing of it becomes part of the published package.
 */
import { execFileSync } from 'node:child_process';
import { debianPackages } from './index.mjs';

const run = (program, ...args) => {
  process.stderr.write(`${[program, ...args].join(' ')}\n`);
  execFileSync(program, args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
};

run('apt-get', 'update');
run('apt-get', 'install', '-y', '--no-install-recommends', 'bash', 'time', ...debianPackages());
run('npm', 'ci', '--prefix', new URL('.', import.meta.url).pathname);
