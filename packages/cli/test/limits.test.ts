/** Numbers of options: what is just allowed is taken, what is just beyond is bad usage, and the option is named. */
import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { path, surprisal } from './support.js';

writeFileSync(path('l'), Array.from({ length: 60 }, (_, i) => `line ${i % 7} of the file\n`).join(''));
writeFileSync(path('t.csv'), 'label,text\na,x\nb,y\n');

test.each([
  ['--rate', ['outliers', '--given', 'l', 'l'], ['0.999', '1e-300'], ['1', '0', '-0.1', '2']],
  ['-n', ['outliers', '--drift', 'l'], ['1', '10000'], ['20000', '10001', '0', '1.5']],
  ['-n', ['outliers', 'l'], ['1', '20000'], ['0', '-1']],
  ['--similarity', ['outliers', '--duplicates', 'l'], ['1', '0.01'], ['0', '1.01']],
  ['--records', ['outliers', 'l'], ['8', '1'], ['0', '1.5']],
  ['--places', ['segment', 'l'], ['1', '4096'], ['0', '4097', '1.5']],
  ['--top', ['explain', '--html', '/dev/null', '-f', '-q', 'l'], ['0', '16'], ['17', '-1', '1.5']],
  ['--cells', ['measure', '-m', 'order-0', '--mdl', 't.csv'], ['0', '0,1'], ['129', '0,129', '-1', '1,', '0.5']],
  ['--order', ['classify', '--train', 't.csv', '--headerless', 'l'], ['1', '8'], ['0', '9', '1.5']],
  ['--neighbours', ['classify', '--train', 't.csv', '--model', 'deflate', 'l'], ['1', '2'], ['0', '1.5']],
  ['--groups', ['cluster', '--model', 'deflate', 'l', 't.csv'], ['1', '2'], ['0', '3']],
  ['-t', ['generate', '-n', '1', '--model', 'order-1', 'l'], ['0.001', '1e300'], ['0', '-1', 'Infinity']],
  ['--top-k', ['generate', '-n', '1', '--model', 'order-1', 'l'], ['1', '256'], ['0', '257', '1.5']],
  [
    '--seed',
    ['generate', '-n', '1', '--model', 'order-1', 'l'],
    ['0', '9007199254740991'],
    ['-1', '9007199254740992', '1.5'],
  ],
  ['-j', ['-c', '--model', 'order-0', 'l'], ['0', '1', '256'], ['257', '-1', '1.5']],
  ['--frame-size', ['-c', '--model', 'order-0', 'l'], ['1K', '2G'], ['0', '2147483649', '1.5']],
] as const)('%s of %j', (option, args, allowed, refused) => {
  const call = (value: string) => {
    const long = option.startsWith('--');
    const [first, ...rest] = args;
    const given = long ? [`${option}=${value}`] : [`${option}${value}`];
    const { status, stderr } = surprisal(first === '-c' ? [...given, ...args] : [first, ...given, ...rest]);
    return { value, status, said: stderr.toString() };
  };
  for (const value of allowed) expect(call(value)).toEqual({ value, status: 0, said: '' });
  for (const value of [...refused, 'x', '']) {
    const { status, said } = call(value);
    expect([value, status]).toEqual([value, 2]);
    expect(said).toMatch(/^surprisal: [^\n]+\n$/);
    if (value !== '') expect(said).toContain(`${option} `);
  }
});
