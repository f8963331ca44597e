#!/usr/bin/env bash
# npm 11.19.1: `"man": "x.1"`, a string as the documentation shows it, is packed, and a global install links no page, without a
# warning; `"man": ["x.1"]` is linked, if the package has a command as well.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
npm init -y > /dev/null && npm install --silent npm@11.19.1 > /dev/null
installed() {
  mkdir "$1" && cd "$1"
  printf '.TH X 1\n' > x.1
  printf '#!/usr/bin/env node\n' > x.js
  printf '{"name":"page-%s","version":"1.0.0","bin":{"page-%s":"x.js"},"man":%s}' "$1" "$1" "$2" > package.json
  node ../node_modules/npm/bin/npm-cli.js pack --silent > /dev/null
  node ../node_modules/npm/bin/npm-cli.js install --silent --offline --global --prefix "$work/prefix-$1" ./*.tgz > /dev/null
  find "$work/prefix-$1" -path '*share/man*' \( -type l -o -type f \) | wc -l
  cd ..
}
string=$(installed string '"x.1"'); array=$(installed array '["x.1"]')
echo "pages installed: of a string $string, of an array $array"
[ "$string" -eq 0 ] && [ "$array" -eq 1 ]
