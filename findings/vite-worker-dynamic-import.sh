#!/usr/bin/env bash
# Vite 5.4.21 builds no page whose module worker has a dynamic `import()`, unless `worker.format` is configured: workers are
# built as IIFE by default, which cannot be split. Vite 8.4.0 builds the same page as it is. A library that starts a worker with
# lazily imported tasks thereby breaks the unconfigured builds of its users.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
built() {
  mkdir "$work/$1" && cd "$work/$1"
  printf '{"name":"page","private":true,"type":"module"}' > package.json
  npm install --silent "vite@$1" > /dev/null 2>&1
  echo '<script type="module" src="./main.js"></script>' > index.html
  echo "new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });" > main.js
  echo "self.onmessage = async () => self.postMessage((await import('./task.js')).task());" > worker.js
  echo 'export const task = () => 1;' > task.js
  if npx vite build > log 2>&1; then echo built; else grep -o 'UMD and IIFE output formats are not supported for code-splitting builds' log | head -1; fi
}
old=$(built 5.4.21); new=$(built 8.4.0)
echo "5.4.21: $old; 8.4.0: $new"
[[ $old == UMD* && $new == built ]]
