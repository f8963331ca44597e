import { hash2 } from '../../math/hash';
import { allocate } from '../../memory';

/**
 * x86 machine code read as instructions: prefixes, an opcode of one to three bytes, ModRM, SIB, a displacement, an
 * immediate operand. The length of each part follows from the bytes before it, so a predictor can know what the next
 * byte is: after `8B 45` a displacement of one byte, after `E8` the first of four of an address.
 * Data between instructions is misread for some bytes; the reading finds back by itself, as it does after a jump into
 * the middle of an instruction.
 * Source: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2, appendix A (opcode maps).
 */

/** What the next byte is. After prefixes an opcode may follow; after 0F one of the second map, after 0F 38 and 0F 3A of the third. */
const OPCODE: u32 = 0;
const OPCODE_PREFIXED: u32 = 1;
const OPCODE_0F: u32 = 2;
const OPCODE_0F38: u32 = 3;
const OPCODE_0F3A: u32 = 4;
const VEX: u32 = 5;
const MODRM: u32 = 6;
const SIB: u32 = 7;
const DISPLACEMENT: u32 = 8;
const IMMEDIATE: u32 = 9;

/** Formats: whether ModRM follows the opcode, and the size of the operand after that: 0 to 4 bytes, or as below. */
const HAS_MODRM: u32 = 8;
/** 4 bytes, 2 after the prefix 66. */
const SIZED: u32 = 5;
/** 6 bytes, the far pointers of 32-bit code. */
const FAR: u32 = 6;
/** As SIZED, but 8 bytes after a REX prefix with W. */
const WIDE: u32 = 7;

/** How sure it must be that code is of 64 bits, of EVIDENCE_MAX: instructions that 32-bit code seldom has add EVIDENCE_STEP. */
const EVIDENCE_MIN: i32 = 64;
const EVIDENCE_STEP: i32 = 24;
const EVIDENCE_MAX: i32 = 2047;

/** Slots of what operands were last, by opcode and ModRM. */
const OPERAND_BITS: u32 = 12;

export class Instructions {
  /** Places in an instruction. */
  static readonly POSITIONS: u32 = 20;

  /** What the next byte is: 0 … 7 of prefixes, opcodes, ModRM and SIB; of operands also how many bytes are to come. */
  position: u32 = 0;
  /** The opcode: 0 … 255, 256 … after 0F, 512 … after 0F 38, 768 … after 0F 3A; and ModRM. 0 before they are known. */
  opcode: u32 = 0;
  modrm: u32 = 0;
  /** Prefixes: 66, F2, F3, segments and others, a bit each; the REX prefix above them. */
  prefixes: u32 = 0;
  /** Hash of the bytes of this instruction so far. */
  code: u32 = 0;
  /** Bytes of the operand so far, the newest lowest. */
  operand: u32 = 0;
  /** The last four instructions, each a `shape`; and of the last two a hash of all bytes. */
  shape1: u32 = 0;
  shape2: u32 = 0;
  shape3: u32 = 0;
  shape4: u32 = 0;
  bytesHash1: u32 = 0;
  bytesHash2: u32 = 0;
  /** What an operand was last: a displacement with these registers, an immediate one with this opcode and ModRM. */
  lastOperand: u32 = 0;
  private stage: u32 = OPCODE;
  private left: u32 = 0;
  private immediate: u32 = 0;
  private evidence64: i32 = 0;
  private readonly formats: usize = allocate(512);
  private readonly operands: usize = allocate(4 << OPERAND_BITS);
  private slot: usize = 0;

  constructor() {
    for (let opcode: u32 = 0; opcode < 512; opcode++) store<u8>(this.formats + opcode, formatOf(opcode));
  }

  /** This instruction as far as it is known: opcode + 1024 ModRM. */
  @inline
  get shape(): u32 {
    return this.opcode | (this.modrm << 10);
  }

  /** Hash of all that was read of this instruction, and of the place. */
  @inline
  get head(): u32 {
    return hash2(this.code, this.position);
  }

  perceive(byte: u32, learning: bool): void {
    this.code = hash2(this.code, byte | (this.stage << 8));
    switch (this.stage) {
      case OPCODE:
      case OPCODE_PREFIXED:
        this.perceiveOpcode(byte);
        break;
      case OPCODE_0F:
        if (byte === 0x38) this.stage = OPCODE_0F38;
        else if (byte === 0x3a) this.stage = OPCODE_0F3A;
        else this.begin(256 + byte, load<u8>(this.formats + 256 + byte));
        break;
      case OPCODE_0F38:
        this.begin(512 + byte, HAS_MODRM);
        break;
      case OPCODE_0F3A:
        this.begin(768 + byte, HAS_MODRM | 1);
        break;
      case VEX:
        this.left--;
        if (this.left === 0)
          this.stage = this.operand === 2 ? OPCODE_0F38 : this.operand === 3 ? OPCODE_0F3A : OPCODE_0F;
        else this.operand = byte & 0x1f; // the map of opcodes
        break;
      case MODRM:
        this.perceiveModrm(byte);
        break;
      case SIB:
        if (this.modrm < 0x40 && (byte & 7) === 5) this.left = 4;
        this.afterModrm();
        break;
      default:
        this.perceiveOperand(byte, learning);
    }
    this.position = this.stage < DISPLACEMENT ? this.stage : this.left + (this.stage === DISPLACEMENT ? 7 : 11);
  }

  private perceiveOpcode(byte: u32): void {
    const prefix = prefixOf(byte);
    if (prefix !== 0) {
      this.prefixes |= prefix;
      this.stage = OPCODE_PREFIXED;
      return;
    }
    const is64 = this.evidence64 >= EVIDENCE_MIN;
    if ((byte & 0xf0) === 0x40) {
      // REX, or in 32-bit code inc and dec. 48 and 4C before mov, lea, add … are frequent in 64-bit code alone.
      this.prefixes = (this.prefixes & 0xff) | (byte << 8);
      if (is64) {
        this.stage = OPCODE_PREFIXED;
        return;
      }
    } else if ((this.prefixes & 0xfb00) === 0x4800 && isAfterRex(byte))
      this.evidence64 = min(this.evidence64 + EVIDENCE_STEP, EVIDENCE_MAX);
    if (byte === 0x0f) this.stage = OPCODE_0F;
    else if (is64 && (byte & 0xfe) === 0xc4) {
      this.stage = VEX;
      this.operand = 1;
      this.left = byte === 0xc4 ? 2 : 1;
    } else this.begin(byte, load<u8>(this.formats + byte));
  }

  /** An opcode is known, and with it what follows. */
  private begin(opcode: u32, format: u32): void {
    this.opcode = opcode;
    const size = format & 7;
    if (size < SIZED || size === FAR) this.immediate = size;
    else this.immediate = size === WIDE && (this.prefixes & 0x0800) !== 0 ? 8 : this.sized;
    this.left = 0;
    if (format & HAS_MODRM) this.stage = MODRM;
    else this.startImmediate();
  }

  /** Bytes of an operand that the prefix 66 halves. */
  private get sized(): u32 {
    return (this.prefixes & 1) !== 0 ? 2 : 4;
  }

  private perceiveModrm(byte: u32): void {
    this.modrm = byte;
    const group = this.opcode;
    if ((group & 0x3fe) === 0xf6 && (byte & 0x30) === 0) this.immediate = group === 0xf6 ? 1 : this.sized; // test
    const mode = byte >>> 6;
    this.left = mode === 1 ? 1 : mode === 2 || (byte & 0xc7) === 5 ? 4 : 0;
    if (mode !== 3 && (byte & 7) === 4) this.stage = SIB;
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

  private startOperand(stage: u32, key: u32): void {
    this.stage = stage;
    this.operand = 0;
    this.slot = this.operands + ((hash2(key, stage) >>> (32 - OPERAND_BITS)) << 2);
    this.lastOperand = load<u32>(this.slot);
  }

  private perceiveOperand(byte: u32, learning: bool): void {
    this.operand = (this.operand << 8) | byte;
    this.left--;
    if (this.left > 0) return;
    if (learning) store<u32>(this.slot, this.operand);
    if (this.stage === DISPLACEMENT) this.startImmediate();
    else this.end();
  }

  private end(): void {
    this.shape4 = this.shape3;
    this.shape3 = this.shape2;
    this.shape2 = this.shape1;
    this.shape1 = this.shape;
    this.bytesHash2 = this.bytesHash1;
    this.bytesHash1 = this.code;
    this.stage = OPCODE;
    this.code = 0;
    this.opcode = 0;
    this.modrm = 0;
    this.operand = 0;
    this.lastOperand = 0;
    // A REX prefix is kept for one instruction where it is not known to be one.
    this.prefixes = this.evidence64 < EVIDENCE_MIN && (this.shape1 & 0x3f0) === 0x40 ? this.prefixes & 0xff00 : 0;
    if (this.evidence64 > 0) this.evidence64--;
  }
}

/** A bit for each kind of prefix, 0 if the byte is not a prefix. */
function prefixOf(byte: u32): u32 {
  if (byte === 0x66) return 1;
  if (byte === 0xf2) return 2;
  if (byte === 0xf3) return 4;
  if (byte === 0x64 || byte === 0x65) return 8;
  if (byte === 0x67 || byte === 0xf0 || (byte & 0xe7) === 0x26) return 16;
  return 0;
}

/** add, sub, cmp, test, mov, lea, and groups: what 48 precedes most in 64-bit code. */
function isAfterRex(byte: u32): bool {
  return (
    byte === 0x89 ||
    byte === 0x8b ||
    byte === 0x8d ||
    byte === 0x83 ||
    byte === 0x85 ||
    byte === 0x01 ||
    byte === 0x39 ||
    byte === 0x3b ||
    byte === 0xc7
  );
}

/** The format of an opcode; those after 0F from 256 on. */
function formatOf(opcode: u32): u32 {
  const low = opcode & 7;
  if (opcode >= 256) {
    const byte = opcode & 255;
    if ((byte & 0xf0) === 0x80) return SIZED;
    if ((byte & 0xf8) === 0xc8 || (byte & 0xf8) === 0x30 || byte === 0x77 || (byte >= 0x05 && byte <= 0x0b)) return 0;
    if ((byte & 0xf7) >= 0xa0 && (byte & 0xf7) <= 0xa2) return 0;
    if (byte >= 0x70 && byte <= 0x73) return HAS_MODRM | 1;
    if (byte === 0xa4 || byte === 0xac || byte === 0xba || byte === 0xc2 || (byte >= 0xc4 && byte <= 0xc6))
      return HAS_MODRM | 1;
    return HAS_MODRM;
  }
  if (opcode < 0x40) return low < 4 ? HAS_MODRM : low === 4 ? 1 : low === 5 ? SIZED : 0;
  if (opcode < 0x62) return 0;
  if (opcode < 0x64) return HAS_MODRM;
  if (opcode < 0x70)
    return opcode === 0x68
      ? SIZED
      : opcode === 0x69
        ? HAS_MODRM | SIZED
        : opcode === 0x6a
          ? 1
          : opcode === 0x6b
            ? HAS_MODRM | 1
            : 0;
  if (opcode < 0x80) return 1;
  if (opcode < 0x90) return opcode === 0x81 ? HAS_MODRM | SIZED : opcode < 0x84 ? HAS_MODRM | 1 : HAS_MODRM;
  if (opcode < 0xa0) return opcode === 0x9a ? FAR : 0;
  if (opcode < 0xb0) return opcode < 0xa4 ? 4 : opcode === 0xa8 ? 1 : opcode === 0xa9 ? SIZED : 0;
  if (opcode < 0xc0) return opcode < 0xb8 ? 1 : WIDE;
  if (opcode < 0xd0) {
    if (opcode < 0xc2 || opcode === 0xc6) return HAS_MODRM | 1;
    if (opcode === 0xc7) return HAS_MODRM | SIZED;
    if (opcode === 0xc4 || opcode === 0xc5) return HAS_MODRM;
    return opcode === 0xc2 || opcode === 0xca ? 2 : opcode === 0xc8 ? 3 : opcode === 0xcd ? 1 : 0;
  }
  if (opcode < 0xe0) return (opcode & 4) === 0 || opcode >= 0xd8 ? HAS_MODRM : opcode < 0xd6 ? 1 : 0;
  if (opcode < 0xf0) return opcode < 0xe8 || opcode === 0xeb ? 1 : opcode < 0xea ? 4 : opcode === 0xea ? FAR : 0;
  return (opcode & 0xf6) === 0xf6 ? HAS_MODRM : 0;
}
