/** Laws of what a network that stands alone is given of the past. */
import { expect, test } from 'vitest';
import { Components, randomOf } from '../support/components.js';

/** Places of features: the last bytes, then those of text, then those of matches. */
const [LAST, STRING, WORD, WORD_PAIR, WORD_GAP, SHORT, LONG] = [0, 6, 7, 8, 9, 19, 21];

/** The features after `text`. */
async function featuresAfter(text: string | readonly number[], learned = true): Promise<number[]> {
  const kernel = await Components.create();
  const made = kernel.call('makeFeatures', 1000);
  const bytes = typeof text === 'string' ? [...text].map((c) => c.charCodeAt(0)) : text;
  for (const byte of bytes) kernel.call('perceiveFeatures', made, byte, learned ? 1 : 0);
  return [...kernel.words(22)];
}

test('law features: the last bytes, one by one and as strings of two to five', async () => {
  const [one, other] = [await featuresAfter('axbcdef'), await featuresAfter('aybcdef')];
  expect(one.slice(0, 3)).toEqual([...'fed'].map((c) => c.charCodeAt(0)));
  expect(other.slice(0, 7)).toEqual(one.slice(0, 7));
  const third = (await featuresAfter('axbXdef')).slice(0, 7);
  //                                                     f     e     d     ef    def   Xdef   bXdef
  expect(third.map((x, i) => x === one[i])).toEqual([true, true, true, true, true, false, false]);
  expect(one[LAST]).not.toBe(one[STRING]);
});

test('law features: the word so far, with each of the two before it', async () => {
  const seen = await featuresAfter('old red ca');
  const same = async (text: string): Promise<boolean[]> => {
    const other = await featuresAfter(text);
    return [WORD, WORD_PAIR, WORD_GAP].map((i) => other[i] === seen[i]);
  };
  expect(await same('an old red ca')).toEqual([true, true, true]);
  expect(await same('new red ca')).toEqual([true, true, false]);
  expect(await same('old blue ca')).toEqual([true, false, true]);
  expect(await same('old red co')).toEqual([false, false, false]);
});

test('law features: what followed 6 and 12 bytes that come again, if they were learned', async () => {
  const random = randomOf(5);
  const noise = Array.from({ length: 60 }, () => Math.floor(256 * random()));
  const again = (count: number): number[] => [...noise, ...noise.slice(20, 20 + count)];
  const found = async (count: number, learned = true): Promise<boolean[]> => {
    const features = await featuresAfter(again(count), learned);
    return [SHORT, LONG].map((i) => features[i] !== 0);
  };
  expect(await found(5)).toEqual([false, false]);
  expect(await found(6)).toEqual([true, false]);
  expect(await found(11)).toEqual([true, false]);
  expect(await found(12)).toEqual([true, true]);
  expect(await found(30, false)).toEqual([false, false]);
});

test('law features: the network of cm-strong is given of text what a network that stands alone is given', async () => {
  const [TEXT, SIZE] = [1, 1000];
  const [kernel, strong] = [await Components.create(), await Components.create()];
  const alone = kernel.call('makeFeatures', SIZE);
  const mixer = strong.call('makeFeatureProbe', SIZE, TEXT, 0);
  for (const c of 'A cat, {a: "cat", b: 12}\nA dog, {a: "cat", b') {
    const byte = c.charCodeAt(0);
    kernel.call('perceiveFeatures', alone, byte, 1);
    for (let bit = 7; bit >= 0; bit--) {
      strong.call('predictModel', mixer);
      strong.call('updateModel', mixer, (byte >>> bit) & 1, 1);
    }
    // All but the matches, which begin earlier in cm-strong.
    expect([...strong.words(SHORT)]).toEqual([...kernel.words(SHORT)]);
  }
});
