import { sizeBits } from '../../memory';
import { Apm } from '../../mixing/apm';
import { ContextList } from '../../mixing/context-list';
import { HashedContexts } from '../../mixing/hashed-contexts';
import { History } from '../../mixing/history';
import { squash } from '../../mixing/logistic';
import { Matches } from '../../mixing/matches';
import { Mixer } from '../../mixing/mixer';
import { RunMaps } from '../../mixing/run-maps';
import { Tables } from '../../mixing/tables';
import { matchFeatures, VIEW_FEATURES } from '../../neural/features';
import { writeNgramKeys } from '../../neural/ngram-keys';
import { strongView } from '../../views/index';
import { StrongView } from '../../views/view';
import { ByteToBit } from '../byte-to-bit';
import { NetworkByteModel } from '../network';
import { PpmByteModel } from '../ppm/byte-model';
import { ContextMixing } from './context-mixing';

/** PPM's stretched probability, and three zeros that make a vector of it. */
const PPM_INPUTS: u32 = 4;
const PPM_ORDER: u32 = 16;
/** The network's stretched probability, (p - 1/2) scaled, and two zeros; and how finely it selects weights. */
const NET_INPUTS: u32 = 4;
const NET_LEVELS: u32 = 33;
const PPM_LEVELS: u32 = 7;
/** The first sets of weights, and the map, that are the same for all content. */
const SETS: i32 = 3;
const EXPECTED_MAP: i32 = 3;
/** Rows that err by less are not trained. */
const ERROR_MIN: f32 = 0.0015;

/**
 * cm-strong: everything that pays, at a fortieth of cm-fast's speed.
 *
 *   contexts  12 to 80, in cm-max 132 of text: those of the view of the content's kind (views/), each with a bit history, a
 *             certainty input (mixing/hashed-contexts.ts) and a run map (mixing/run-maps.ts)
 *   matches   the longest repetitions of at least 5, 9 and 20 bytes (mixing/matches.ts)
 *   view      inputs of its own: patterns of pixels, distributions of linear prediction and histograms of its errors
 *   ppm       the distribution of ppm, order 16, folded to bits (models/ppm)
 *   net       the distribution of a network that learns while it codes, folded to bits: for text gated embeddings alone,
 *             64 numbers (models/trace.ts), for all else a layer of 64 cells of an LSTM (models/lstm.ts), in cm-max two of 96
 *   mixer     seven to nine sets: by this byte's bits, by the byte that a match expects, by what network and ppm say, the
 *             others by the view; then one over their outputs
 *   maps      four or six: by the byte that a match expects, the others by the view. p = 1/2 mixed + 1/2 the mean of the maps
 */
export class CmStrong extends ContextMixing {
  private readonly view: StrongView;
  private readonly contexts: HashedContexts;
  private readonly runs: RunMaps;
  private readonly list: ContextList;
  private readonly matches: Matches;
  private readonly ppmBytes: PpmByteModel;
  private readonly ppm: ByteToBit;
  private readonly ppmInput: usize;
  private readonly netBytes: NetworkByteModel;
  private readonly net: ByteToBit;
  private readonly netInput: usize;
  private readonly mixer: Mixer;
  private readonly apms: StaticArray<Apm>;

  /**
   * @param size bytes of content expected: sizes the tables, 1 GB at most. @param kind, stride as in views/kinds.ts.
   * @param net the network that is mixed in; its features are written here. @param isMax more contexts of text.
   */
  constructor(size: u32, kind: u32, stride: u32, net: NetworkByteModel, isMax: bool) {
    const bits = sizeBits(size, 10, 24);
    const tables = new Tables();
    const history = new History(bits);
    const matches = new Matches(history, min(bits, 22), tables);
    super(tables, history, matches.long);
    const view = strongView(history, kind, stride, size, isMax, matches, tables);
    const list = new ContextList();
    view.list(list);
    const count = list.count;
    const contexts = new HashedContexts(list, view.lineBits(bits), 1023, tables);
    const runs = new RunMaps(list, count, view.lineBits(bits) + 1, tables);
    const tuning = view.tuning;
    const mixer = new Mixer(
      count * (HashedContexts.INPUTS + RunMaps.INPUTS) + Matches.INPUTS + PPM_INPUTS + NET_INPUTS + view.inputs,
      setsOf(view),
      1,
      tuning.rateStart,
      tuning.rate,
      tuning.decay,
      ERROR_MIN,
    );
    const apms = new StaticArray<Apm>(view.maps);
    for (let i = 0; i < apms.length; i++)
      unchecked((apms[i] = new Apm(i === 0 ? 8 : min(bits, 16), 1023, tables.rates)));
    const ppmBytes = new PpmByteModel(PPM_ORDER, min(size, view.ppmContentMax));
    this.view = view;
    this.contexts = contexts;
    this.runs = runs;
    this.list = list;
    this.matches = matches;
    this.ppmBytes = ppmBytes;
    this.ppm = new ByteToBit(ppmBytes);
    this.netBytes = net;
    this.net = new ByteToBit(net);
    this.mixer = mixer;
    this.apms = apms;
    contexts.caseless = view.caseless;
    contexts.inputs = mixer.claim(count, HashedContexts.INPUTS, tuning.contextWeight);
    runs.inputs = mixer.claim(count, RunMaps.INPUTS, 0);
    matches.claim(mixer);
    this.ppmInput = mixer.claim(1, PPM_INPUTS, 0.2);
    view.claim(mixer);
    this.netInput = mixer.claim(1, NET_INPUTS, 0.25);
    list.clear();
    contexts.select(1, true);
  }

  protected mix(): f32 {
    const expected = this.matches.likeliest;
    const apms = this.apms;
    const view = this.view;
    view.predict(this.partial, this.bits);
    view.selectMaps(apms, this.partial);
    unchecked(apms[EXPECTED_MAP]).select((expected << 8) | this.partial);
    this.contexts.predict(this.node);
    this.runs.predict(this.partial, this.bits);
    this.matches.predict(this.partial, this.bits);
    store<f32>(this.ppmInput, this.ppm.stretched());
    const net = this.net.stretched();
    store<f32>(this.netInput, net);
    store<f32>(this.netInput, squash(net) * 2 - 1, 4);
    this.selectSets(expected);
    view.selectRows(this.mixer, this.partial, this.bits, this.ppmBytes.expected);
    const x = this.mixer.predict();
    let refined: f32 = 0;
    for (let i = 0; i < apms.length; i++) refined += unchecked(apms[i]).refine(x);
    return (squash(x) + refined * (1.0 / <f32>apms.length)) * 0.5;
  }

  /** Selects the first three sets. */
  private selectSets(expected: u32): void {
    const m = this.mixer;
    const level = <u32>min<f32>(max<f32>(load<f32>(this.netInput) * 2 + 16.5, 0), <f32>(NET_LEVELS - 1));
    const ppm = <u32>min<f32>(max<f32>(load<f32>(this.ppmInput) * 0.4 + 3.2, 0), <f32>(PPM_LEVELS - 1));
    m.select(0, this.partial);
    m.select(1, expected * 8 + this.bits);
    m.select(2, level * PPM_LEVELS + ppm);
  }

  protected adapt(bit: u32): void {
    this.mixer.learn(bit);
    this.contexts.learn(this.node, bit);
    this.runs.learn(bit);
    this.matches.learn(bit);
    this.view.learn(bit);
    const apms = this.apms;
    for (let i = 0; i < apms.length; i++) unchecked(apms[i]).learn(bit);
  }

  protected perceiveBit(bit: u32): void {
    this.matches.perceiveOthers(bit);
    this.ppm.learning = this.learning;
    this.ppm.update(bit);
    this.net.learning = this.learning;
    this.net.update(bit);
  }

  protected perceiveNibble(): void {
    this.contexts.select(this.partial, this.learning);
  }

  protected perceiveByte(byte: u32): void {
    if (this.learning) this.runs.learnByte(byte);
    this.view.perceive(byte, this.learning);
    this.matches.perceiveByte(this.learning);
    const l = this.list;
    l.start();
    this.view.list(l);
    this.runs.select(this.learning);
    this.writeFeatures();
  }

  /** What the network that is mixed in is given of the past. */
  private writeFeatures(): void {
    const h = this.history;
    const features = this.netBytes.features;
    writeNgramKeys(((<u64>h.c8) << 32) | h.c4, features);
    this.view.writeFeatures(features + VIEW_FEATURES, this.list);
    matchFeatures(features, h, this.matches.short, this.matches.long);
  }
}

/** Rows of all sets of weights: those that are the same for all content, and those of the view. */
function setsOf(view: StrongView): StaticArray<u32> {
  const rows = view.rows;
  const sets = new StaticArray<u32>(SETS + rows.length);
  sets[0] = 256;
  sets[1] = 2048;
  sets[2] = NET_LEVELS * PPM_LEVELS;
  for (let i = 0; i < rows.length; i++) sets[SETS + i] = rows[i];
  return sets;
}
