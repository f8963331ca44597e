import { hash2 } from '../numbers.js';

const OPCODE = 0;
const OPCODE_PREFIXED = 1;
const OPCODE_0F = 2;
const OPCODE_0F38 = 3;
const OPCODE_0F3A = 4;
const VEX = 5;
const MODRM = 6;
const SIB = 7;
const DISPLACEMENT = 8;
const IMMEDIATE = 9;

/** What follows an opcode: whether ModRM, and the size of the operand after it. */
interface Format {
  readonly modrm: boolean;
  readonly size: number | 'sized' | 'wide';
}

const VEX_MAPS = new Map([
  [2, OPCODE_0F38],
  [3, OPCODE_0F3A],
]);
const OF_66 = 1;
const REX_W = 0x0800;
/** Of 2047: how sure it must be that code is of 64 bits. */
const SURE = 64;

/** x86 machine code read as instructions. Twin of kernel/views/x86/instructions.ts. */
export class Instructions {
  static readonly PLACES = 20;

  opcode = 0;
  modrm = 0;
  prefixes = 0;
  code = 0;
  operand = 0;
  /** The last four instructions, the newest first; and hashes of all bytes of the last two. */
  shapes: readonly [number, number, number, number] = [0, 0, 0, 0];
  wholes: readonly [number, number] = [0, 0];
  recalled = 0;
  private stage = OPCODE;
  private left = 0;
  private immediate = 0;
  private wide = 0;
  private readonly operands = new Uint32Array(2 ** 12);
  private slot = 0;

  get place(): number {
    if (this.stage < DISPLACEMENT) return this.stage;
    return this.left + (this.stage === DISPLACEMENT ? 7 : 11);
  }

  perceive(byte: number, learning: boolean): void {
    this.code = hash2(this.code, byte | (this.stage << 8));
    if (this.stage <= OPCODE_PREFIXED) this.perceiveOpcode(byte);
    else if (this.stage === OPCODE_0F && byte === 0x38) this.stage = OPCODE_0F38;
    else if (this.stage === OPCODE_0F && byte === 0x3a) this.stage = OPCODE_0F3A;
    else if (this.stage === OPCODE_0F) this.begin(256 + byte, second(byte));
    else if (this.stage === OPCODE_0F38) this.begin(512 + byte, { modrm: true, size: 0 });
    else if (this.stage === OPCODE_0F3A) this.begin(768 + byte, { modrm: true, size: 1 });
    else if (this.stage === VEX) this.perceiveVex(byte);
    else if (this.stage === MODRM) this.perceiveModrm(byte);
    else if (this.stage === SIB) {
      if (this.modrm < 0x40 && (byte & 7) === 5) this.left = 4;
      this.afterModrm();
    } else this.perceiveOperand(byte, learning);
  }

  get shape(): number {
    return this.opcode | (this.modrm << 10);
  }

  get head(): number {
    return hash2(this.code, this.place);
  }

  private get sized(): number {
    return this.prefixes & OF_66 ? 2 : 4;
  }

  private perceiveOpcode(byte: number): void {
    const prefix = prefixOf(byte);
    const is64 = this.wide >= SURE;
    const isRex = byte >= 0x40 && byte < 0x50;
    if (prefix !== 0) this.prefixes |= prefix;
    else if (isRex) this.prefixes = (this.prefixes & 0xff) | (byte << 8);
    if (prefix !== 0 || (isRex && is64)) {
      this.stage = OPCODE_PREFIXED;
      return;
    }
    const rex = this.prefixes >>> 8;
    if (!isRex && (rex === 0x48 || rex === 0x4c) && AFTER_REX.includes(byte))
      this.wide = Math.min(this.wide + 24, 2047);
    if (byte === 0x0f) this.stage = OPCODE_0F;
    else if (is64 && (byte === 0xc4 || byte === 0xc5)) {
      this.stage = VEX;
      this.operand = 1;
      this.left = byte === 0xc4 ? 2 : 1;
    } else this.begin(byte, first(byte));
  }

  private perceiveVex(byte: number): void {
    this.left--;
    if (this.left > 0) this.operand = byte & 0x1f;
    else this.stage = VEX_MAPS.get(this.operand) ?? OPCODE_0F;
  }

  private begin(opcode: number, { modrm, size }: Format): void {
    this.opcode = opcode;
    if (size === 'wide') this.immediate = this.prefixes & REX_W ? 8 : this.sized;
    else this.immediate = size === 'sized' ? this.sized : size;
    this.left = 0;
    if (modrm) this.stage = MODRM;
    else this.startImmediate();
  }

  private perceiveModrm(byte: number): void {
    this.modrm = byte;
    // F6 and F7 are `test` if their ModRM says so: only then an immediate operand follows.
    const isTest = (byte & 0x30) === 0;
    if (this.opcode === 0xf6 && isTest) this.immediate = 1;
    if (this.opcode === 0xf7 && isTest) this.immediate = this.sized;
    const mode = byte >>> 6;
    const register = byte & 7;
    this.left = mode === 1 ? 1 : mode === 2 || (mode === 0 && register === 5) ? 4 : 0;
    if (mode !== 3 && register === 4) this.stage = SIB;
    else this.afterModrm();
  }

  private afterModrm(): void {
    if (this.left === 0) this.startImmediate();
    else this.startOperand(DISPLACEMENT, (this.modrm & 0xc7) | 0x100);
  }

  private startImmediate(): void {
    this.left = this.immediate;
    if (this.left === 0) this.end();
    else this.startOperand(IMMEDIATE, this.shape);
  }

  private startOperand(stage: number, key: number): void {
    this.stage = stage;
    this.operand = 0;
    this.slot = hash2(key, stage) >>> 20;
    this.recalled = this.operands[this.slot]!;
  }

  private perceiveOperand(byte: number, learning: boolean): void {
    this.operand = ((this.operand << 8) | byte) >>> 0;
    this.left--;
    if (this.left > 0) return;
    if (learning) this.operands[this.slot] = this.operand;
    if (this.stage === DISPLACEMENT) this.startImmediate();
    else this.end();
  }

  private end(): void {
    const [one, two, three] = this.shapes;
    this.shapes = [this.shape, one, two, three];
    this.wholes = [this.code, this.wholes[0]];
    const mayBeRex = this.wide < SURE && this.opcode >= 0x40 && this.opcode < 0x50;
    this.prefixes = mayBeRex ? this.prefixes & 0xff00 : 0;
    this.stage = OPCODE;
    this.code = 0;
    this.opcode = 0;
    this.modrm = 0;
    this.operand = 0;
    this.recalled = 0;
    if (this.wide > 0) this.wide--;
  }
}

const AFTER_REX: readonly number[] = [0x01, 0x39, 0x3b, 0x83, 0x85, 0x89, 0x8b, 0x8d, 0xc7];
const PREFIXES = new Map([
  [0x66, 1],
  [0xf2, 2],
  [0xf3, 4],
  [0x64, 8],
  [0x65, 8],
  ...[0x67, 0xf0, 0x26, 0x2e, 0x36, 0x3e].map((byte) => [byte, 16] as const),
]);

function prefixOf(byte: number): number {
  return PREFIXES.get(byte) ?? 0;
}

/** The map of opcodes, a letter each: m ModRM, b a byte, w two, e three, v 4 or 2, d 4, f 6, q 8 or 4 or 2; M, B, V: ModRM and those. */
const FIRST = [
  ...Array<string>(8).fill('mmmmbv..'), // 00 to 3F, two rows of the manual's map each
  '................', // 40
  '................', // 50
  '..mm....vVbB....', // 60
  'bbbbbbbbbbbbbbbb', // 70
  'BVBBmmmmmmmmmmmm', // 80
  '..........f.....', // 90
  'dddd....bv......', // A0
  'bbbbbbbbqqqqqqqq', // B0
  'BBw.mmBVe.w..b..', // C0
  'mmmmbb..mmmmmmmm', // D0
  'bbbbbbbbddfb....', // E0
  '......mm......mm', // F0
].join('');

const SECOND = [
  'mmmmm.......mmmm', // 00
  'mmmmmmmmmmmmmmmm', // 10
  'mmmmmmmmmmmmmmmm', // 20
  '........mmmmmmmm', // 30
  'mmmmmmmmmmmmmmmm', // 40
  'mmmmmmmmmmmmmmmm', // 50
  'mmmmmmmmmmmmmmmm', // 60
  'BBBBmmm.mmmmmmmm', // 70
  'vvvvvvvvvvvvvvvv', // 80
  'mmmmmmmmmmmmmmmm', // 90
  '...mBmmm...mBmmm', // A0
  'mmmmmmmmmmBmmmmm', // B0
  'mmBmBBBm........', // C0
  'mmmmmmmmmmmmmmmm', // D0
  'mmmmmmmmmmmmmmmm', // E0
  'mmmmmmmmmmmmmmmm', // F0
].join('');

const SIZES: Readonly<Record<string, Format['size']>> = {
  b: 1,
  w: 2,
  e: 3,
  d: 4,
  v: 'sized',
  f: 6,
  q: 'wide',
};

function formatOf(letter: string): Format {
  return { modrm: /[mBV]/.test(letter), size: SIZES[letter.toLowerCase()] ?? 0 };
}

function first(byte: number): Format {
  return formatOf(FIRST[byte]!);
}

function second(byte: number): Format {
  return formatOf(SECOND[byte]!);
}
