/** Laws of the classifier: its code lengths are those of a distribution, and what it saves is all that it knows. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { StreamError } from '../../src/base/errors.js';
import { Classifier } from '../../src/uses/classify/index.js';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const EXAMPLES = [
  ['en', 'the cat sat on the mat and the dog lay by the door'],
  ['en', 'where there is a will there is a way'],
  ['de', 'die Katze sitzt auf der Matte und der Hund liegt vor der Tür'],
  ['de', 'wo ein Wille ist, da ist auch ein Weg'],
  ['fr', 'le chat est sur le tapis et le chien est devant la porte'],
  ['fr', 'vouloir, c’est pouvoir'],
].map(([label, text]) => ({ label: label!, text: text! }));

const taught = (examples = EXAMPLES): Classifier => {
  const classifier = new Classifier({ order: 3 });
  for (const { text, label } of examples) classifier.learn(text, label);
  return classifier;
};
/** Texts that go through contexts of every kind: known to one class, to several, to none. */
const texts = fc.oneof(
  fc.string({ maxLength: 30 }),
  fc
    .tuple(fc.constantFrom(...EXAMPLES), fc.nat(20), fc.nat(40))
    .map(([{ text }, a, n]) => text.slice(a, a + n).repeat(2)),
);

test('says which language a sentence is in', () => {
  const { label, ranking, probability } = taught().classify('the dog is on the way to the door');
  expect(label).toBe('en');
  expect(ranking.map((rank) => rank.label).sort()).toEqual(['de', 'en', 'fr']);
  expect(ranking.reduce((sum, rank) => sum + rank.probability, 0)).toBeCloseTo(1, 9);
  expect(probability).toBe(ranking[0]!.probability);
});

test('law distribution: what may come next sums to 1 in every class', () =>
  fc.assert(
    fc.property(texts, fc.constantFrom('en', 'de', 'fr'), (before, label) => {
      const next = taught().next(label, before);
      expect(next.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
      expect(Math.min(...next)).toBeGreaterThan(0);
    }),
    { numRuns: 30 },
  ));

test('law chain rule: the bits are the sum of -log2 P(next byte), the line feed at the end included', () =>
  fc.assert(
    fc.property(texts, (text) => {
      const classifier = taught();
      const bytes = utf8(text.toLowerCase().replace(/[^ -~]/g, '?'));
      let sum = 0;
      for (let i = 0; i <= bytes.length; i++) {
        sum -= Math.log2(classifier.next('de', bytes.subarray(0, i))[bytes[i] ?? 10]!);
      }
      expect(classifier.bits(bytes).get('de')).toBeCloseTo(sum, 6);
    }),
    { numRuns: 20 },
  ));

test('counts of a class are its own: the order of the examples is nothing to the code lengths', () =>
  fc.assert(
    fc.property(fc.shuffledSubarray(EXAMPLES, { minLength: EXAMPLES.length }), texts, (examples, text) => {
      const [a, b] = [taught().bits(text), taught(examples).bits(text)];
      for (const [label, bits] of a) expect(b.get(label)).toBeCloseTo(bits, 9);
    }),
    { numRuns: 30 },
  ));

test('a string that a document repeats counts once; a document learned twice counts twice', () => {
  const cost = (...examples: string[]): number => {
    const classifier = new Classifier();
    for (const text of examples) classifier.learn(text, 'a');
    return classifier.bits('spam').get('a')!;
  };
  expect(cost('spam\nspam\nspam')).toBeGreaterThan(cost('spam', 'spam', 'spam'));
});

describe('a saved classifier', () => {
  const train = async (): Promise<Classifier> =>
    new Classifier({ order: 3 }).train(Array.from({ length: 20 }, () => EXAMPLES).flat());

  test('law save: knows the same, and learns on the same', async () => {
    const one = await train();
    const other = Classifier.load(one.save());
    expect(other.save()).toEqual(one.save());
    for (const classifier of [one, other]) classifier.learn('il n’est pire eau que l’eau qui dort', 'fr');
    for (const { text } of EXAMPLES) expect(other.classify(text)).toEqual(one.classify(text));
    expect(other.save()).toEqual(one.save());
  });

  test('law save: labels of any characters stay apart', () =>
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 6 }), (labels) => {
        const odd = [...new Set([...labels, 'ham', '\ufeffham', '\ufeff', '', '\0', 'e\u0301', '\u00e9', '\ufffd'])];
        const classifier = new Classifier();
        for (const [i, label] of odd.entries()) classifier.learn(`text ${i}`, label);
        expect(Classifier.load(classifier.save()).labels).toEqual(odd);
      }),
      { numRuns: 50 },
    ));

  test('a label that UTF-8 cannot hold is refused before anything is learned', async () => {
    const classifier = taught();
    const before = classifier.save();
    for (const label of ['\ud83d', 'a\udc00', '\udc00\ud800']) {
      expect(() => classifier.learn('free prize', label)).toThrow(TypeError);
      await expect(classifier.train([{ text: 'free prize', label }])).rejects.toThrow(TypeError);
    }
    expect(classifier.save()).toEqual(before);
    expect(classifier.learn('free prize', '\ud83d\ude00').labels).toContain('😀');
  });

  test('law damage: any flipped bit or missing end is refused', () => {
    const file = taught().save();
    fc.assert(
      fc.property(fc.nat(file.length - 1), fc.nat(7), (at, bit) => {
        const damaged = file.slice();
        damaged[at]! ^= 1 << bit;
        expect(() => Classifier.load(damaged)).toThrow(StreamError);
        expect(() => Classifier.load(file.subarray(0, at))).toThrow(StreamError);
      }),
      { numRuns: 100 },
    );
  });
});

test('calibrated probabilities are right about as often as they say', async () => {
  // Half of the examples of either class say what the other says: nobody can know better than one half.
  const examples = Array.from({ length: 400 }, (_, i) => ({
    label: i % 2 ? 'odd' : 'even',
    text: i % 4 < 2 ? 'heads or tails, tails or heads, who knows' : i % 2 ? 'one three five' : 'two four six',
  }));
  const classifier = await new Classifier().train(examples);
  expect(classifier.classify('heads or tails, tails or heads, who knows').probability).toBeLessThan(0.6);
  expect(classifier.classify('two four six').probability).toBeGreaterThan(0.9);
});

test('stops early once a class leads', () => {
  const text = EXAMPLES[2]!.text.repeat(100);
  const whole = taught().classify(text);
  const part = taught().classify(text, { lead: 20 });
  expect(whole.read).toBe(utf8(text).length);
  expect(part.read).toBe(256);
  expect(part.label).toBe(whole.label);
});

test('training tells how far it is, and ends when it is aborted', async () => {
  const examples = Array.from({ length: 30 }, () => EXAMPLES).flat();
  const seen: number[] = [];
  await new Classifier().train(examples, { onProgress: ({ done, total }) => seen.push(done / total) });
  expect(seen.at(-1)).toBe(1);
  const controller = new AbortController();
  controller.abort(new Error('enough'));
  await expect(new Classifier().train(examples, { signal: controller.signal })).rejects.toThrow('enough');
});

test('bad arguments', async () => {
  expect(() => new Classifier({ order: 9 })).toThrow(RangeError);
  expect(() => new Classifier().classify('x')).toThrow(RangeError);
  expect(() => taught().next('nl')).toThrow(RangeError);
  expect(() => taught().classify('x', { lead: 0 })).toThrow(RangeError);
  expect(() => new Classifier().learn(1 as never, 'x')).toThrow(TypeError);
  await expect(new Classifier().train([], { heldOut: 1 })).rejects.toThrow(RangeError);
});
