/** Programs that do what programs should not, for the tests of the guards. */
const copy = (bytes) => bytes;

const FAKES = [
  { name: 'copies', options: '' },
  { name: 'wrong', options: 'length', decompress: 'head -c 5' },
  { name: 'wrong', options: 'byte', compress: copy, decompress: (bytes) => bytes.with(3, bytes[3] ^ 1) },
  { name: 'crashes', options: 'at once', compress: 'cat {in} {out} no-such-file' },
  { name: 'crashes', options: 'decoding', decompress: 'false' },
  { name: 'hangs', options: '', compress: 'sleep 100' },
  { name: 'eats memory', options: '', compress: 'tail /dev/zero' },
  { name: 'fills the disk', options: '', compress: 'yes' },
  { name: 'writes nothing', options: '', compress: 'true {in} {out}' },
  {
    name: 'throws',
    options: '',
    compress: () => {
      throw new Error('no such thing');
    },
    decompress: copy,
  },
  { name: 'absent', options: '', compress: 'no-such-program' },
  { name: 'slow', options: '', rate: 1 },
  { name: 'picky', options: '', takes: () => false },
];

/** A list as a user writes one: no more than each needs. */
export const PEERS = FAKES.map((fake) => ({ compress: 'cat', decompress: 'cat', ...fake }));
