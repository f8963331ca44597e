import { HashedContexts } from '../context/hashed-contexts';
import { History } from '../context/history';
import { Instructions } from '../context/instructions';
import { Match } from '../context/match';
import { Tables } from '../context/tables';
import { PLACES, Text } from '../context/text';
import { hash2, hash3 } from '../math/hash';
import { sizeBits } from '../memory';
import { SingleMixer } from '../mixing/single-mixer';
import { KIND_WORDS, KIND_X86, isText } from '../context/content';
import { ContextMixing } from './context-mixing';

const CONTEXTS: u32 = 8;
/** What is known of a context, in a mixer's context: 0 … 3 by how many have a history, 4 … 6 by the match. */
const CERTAINTIES: u32 = 7;

/**
 * cm-fast: the smallest context mixer, of lpaq's shape.
 *
 *   contexts  8, chosen by the kind of content: listText, listBytes with listSparse, or with listX86 for x86
 *             code (context/instructions.ts, context/hashed-contexts.ts)
 *   match     the longest repetition of at least 6 bytes (context/match.ts)
 *   mixer     one layer, one set (mixing/single-mixer.ts): by the bits of this byte, how much is known, and the
 *             place among word codes
 *
 * What each part pays is in docs/decisions.
 */
export class CmFast extends ContextMixing {
  private readonly text: Text;
  private readonly instructions: Instructions | null;
  private readonly contexts: HashedContexts;
  private readonly mixer: SingleMixer;
  private readonly isText: bool;

  /** @param size bytes of content expected: sizes the tables, 30 MB at most. @param kind, stride as in content.ts. */
  constructor(size: u32, kind: u32, stride: u32) {
    const bits = sizeBits(size, 10, 22);
    const tables = new Tables();
    const history = new History(bits);
    super(tables, history, new Match(history, 6, min(bits, 18), tables));
    const contexts = new HashedContexts(CONTEXTS, min(bits - 2, 18), 1023, tables);
    const mixer = new SingleMixer(CONTEXTS + Match.INPUTS, 256 * PLACES * CERTAINTIES, 0.004);
    this.text = new Text(history, kind == KIND_WORDS ? stride : 0);
    this.instructions = kind == KIND_X86 ? new Instructions() : null;
    this.isText = isText(kind);
    this.contexts = contexts;
    this.mixer = mixer;
    contexts.inputs = mixer.claim(CONTEXTS, 1, 0.2);
    this.match.inputs = mixer.claim(1, Match.INPUTS, 0.25);
    contexts.select(1, true);
  }

  protected mix(): f32 {
    this.contexts.predictPlain(this.node);
    this.match.predict(this.partial, this.bits);
    this.mixer.select(this.partial + 256 * (this.text.place + PLACES * this.certainty()));
    return this.mixer.predict();
  }

  /** 0 … 6: how surely something is known. */
  private certainty(): u32 {
    if (this.match.strength != 0) return 4 + (this.match.band >>> 1);
    const known = this.contexts.known;
    return (known > 3 ? 1 : 0) + (known > 5 ? 1 : 0) + (known > 6 ? 1 : 0);
  }

  protected adapt(bit: u32): void {
    this.mixer.learn(bit);
    this.contexts.learn(this.node, bit);
    this.match.learn(bit);
  }

  protected perceiveBit(bit: u32): void {}

  protected perceiveNibble(): void {
    this.contexts.select(this.partial, this.learning);
  }

  protected perceiveByte(byte: u32): void {
    const c4 = this.history.last4;
    const order6 = hash2(c4, this.history.last8 & 0xffff);
    this.text.perceive(byte);
    if (this.isText) this.listText(c4, this.history.last8);
    else {
      this.listBytes(c4, order6);
      const instructions = this.instructions;
      if (instructions != null) {
        instructions.perceive(byte, this.learning);
        this.listX86(instructions);
      } else this.listSparse(c4);
    }
    this.match.perceiveByte(order6, this.learning);
  }

  private listText(c4: u32, c8: u32): void {
    const t = this.text;
    const c = this.contexts;
    c.set(0, hash2(0, 0));
    c.set(1, hash2(c4 & 0xffff, 1));
    c.set(2, hash2(c4 & 0xffffff, 2));
    c.set(3, hash3(c4 & 0xffff0000, c8 & 0xff, 3));
    c.set(4, hash3(t.word, t.word1, 4));
    c.set(5, hash3(t.word, t.gap, 5));
    c.set(6, hash3(t.word, t.outline & 0xffffff, 6));
    c.set(7, hash3(t.open, t.depth, ((c4 & 0xff) << 8) | 7));
  }

  private listBytes(c4: u32, order6: u32): void {
    const c = this.contexts;
    c.set(0, hash2(c4 & 0xff, 0));
    c.set(1, hash2(c4 & 0xffff, 1));
    c.set(2, hash2(c4 & 0xffffff, 2));
    c.set(3, hash2(c4, 3));
    c.set(4, order6);
  }

  /** Bytes skipped, and upper halves. */
  private listSparse(c4: u32): void {
    const c = this.contexts;
    c.set(5, hash2(c4 & 0xff00, 5));
    c.set(6, hash2(c4 & 0xffff00, 6));
    c.set(7, hash2(c4 & 0xf0f0f0f0, 7));
  }

  /** In their place, of x86 code. */
  private listX86(i: Instructions): void {
    const head = i.head;
    const c = this.contexts;
    c.set(5, hash2(i.place, i.shape));
    c.set(6, head);
    c.set(7, hash3(head, i.shape1, i.shape2));
  }
}
