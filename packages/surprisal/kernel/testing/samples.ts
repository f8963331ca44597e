/** What the view of samples looks at. */
import { scratch } from '../memory';
import { Mixer } from '../mixing/mixer';
import { SampleHistory } from '../views/samples/history';
import { LocalPrediction } from '../views/samples/local';
import { SamplePrediction } from '../views/samples/prediction';
import { ResidualHistograms } from '../views/samples/residuals';
import { Past, State } from './shared';

/** The sample whose first byte stands `back` bytes ago. */
export function sampleAt(kind: u32, back: i32): i32 {
  return new SampleHistory(Past.bytes, kind).at(back);
}

/** @returns its inputs are those of the mixer, from the first on. */
export function makeSamples(kind: u32, stride: u32, forms: u32, mixer: Mixer): SamplePrediction {
  const made = new SamplePrediction(Past.bytes, kind, stride, forms);
  made.claim(mixer);
  return made;
}

export function perceiveSamples(samples: SamplePrediction, byte: u32, learning: bool): void {
  samples.perceive(byte, learning);
}

export function predictSamples(samples: SamplePrediction, partial: u32, bits: u32): void {
  samples.predict(partial, bits);
}

export function readSamples(s: SamplePrediction): void {
  State.start();
  State.put(s.expected);
  State.put(s.expectedNear);
  State.put(s.second);
  State.put(s.level);
  State.put(s.distributions);
}

/** Of grey pixels of 8 bits, one neighbour to the left and two, one above: `few` and `many` alike. */
export function makeLocalSamples(kind: u32, stride: u32, columns: u32): LocalPrediction {
  const backs: StaticArray<i32> = [1, 2, <i32>stride];
  const at = scratch(32);
  localMeans = at;
  return new LocalPrediction(new SampleHistory(Past.bytes, kind), at, at + 16, backs, backs, columns, 1);
}

let localMeans: usize = 0;

/** @returns where four expectations are, f32: of the blend, few, many, and `far`. */
export function expectLocalSamples(local: LocalPrediction, far: f32, near: f32): usize {
  local.predict(far, near);
  return localMeans;
}

/** The sample came. */
export function updateLocalSamples(local: LocalPrediction, sample: f32, learning: bool): void {
  if (learning) local.learn(sample);
  else local.skip();
}

export function makeResiduals(stride: u32, given: u32, forms: u32, columns: u32, phases: u32): ResidualHistograms {
  const made = new ResidualHistograms(Past.bytes, stride, given, forms, columns, phases);
  made.inputs = scratch(made.count << 2);
  return made;
}

/** Sets the predictions that are given to one `mean`, and predicts. */
export function expectResiduals(made: ResidualHistograms, given: u32, mean: f32): void {
  for (let i: u32 = 0; i < given; i++) made.set(i, mean);
  made.predictSample();
}

/** @returns where the inputs are, f32. */
export function predictResiduals(made: ResidualHistograms, partial: u32, bits: u32): usize {
  made.predict(partial, bits);
  return made.inputs;
}

export function learnResiduals(made: ResidualHistograms, value: u32): void {
  made.learn(value);
}
