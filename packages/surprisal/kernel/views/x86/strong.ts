import { hash2, hash3 } from '../../math/hash';
import { ContextList } from '../../mixing/context-list';
import { History } from '../../mixing/history';
import { Matches } from '../../mixing/matches';
import { Mixer } from '../../mixing/mixer';
import { StrongBytes, selectByBytes } from '../bytes/strong';
import { Parsers } from '../parsers';
import { Instructions } from './instructions';

/** Rows of the sets that `selectRows` selects. */
const ROWS: StaticArray<u32> = [256 * Instructions.POSITIONS, 8 * Instructions.POSITIONS, 2048, 2048, 2048, 2048];

/** 80 contexts of x86 code for `cm-strong`: those of bytes, and 16 of instructions. */
export class StrongX86 extends StrongBytes {
  private readonly instructions: Instructions = new Instructions();

  constructor(parsers: Parsers, matches: Matches) {
    super(parsers, matches);
  }

  get rows(): StaticArray<u32> {
    return ROWS;
  }

  perceive(byte: u32, learning: bool): void {
    super.perceive(byte, learning);
    this.instructions.perceive(byte, learning);
  }

  list(l: ContextList): void {
    super.list(l);
    listInstructions(l, this.parsers.history, this.instructions);
  }

  protected get token(): u32 {
    return this.instructions.head;
  }

  selectRows(m: Mixer, partial: u32, bits: u32, likeliest: u32): void {
    const i = this.instructions;
    m.select(3, i.position * 256 + partial);
    m.select(4, i.position * 8 + bits);
    m.select(5, hash3(i.opcode, i.position, bits) >>> 21);
    selectByBytes(m, this.parsers.history, bits, likeliest);
  }
}

/** 16 contexts of where in an instruction the next byte is. The network shares twelve of these; it shares no context of bytes. */
function listInstructions(l: ContextList, h: History, i: Instructions): void {
  const c4 = h.c4;
  const position = i.position;
  const head = i.head;
  const before = hash2(i.shape1, i.shape2);
  const shape = i.shape;
  // All of this instruction so far, after what instructions.
  l.share(0, l.add(head));
  l.share(1, l.add2(head, i.shape1));
  l.share(2, l.add2(head, before));
  l.add3(head, before, i.shape3);
  l.add3(head, hash2(before, i.shape3), i.shape4);
  l.share(3, l.add2(head, i.bytesHash1));
  l.add3(head, i.bytesHash1, i.bytesHash2);
  // Opcodes alone.
  l.share(4, l.add3(position, i.opcode, hash3(i.shape1 & 0x3ff, i.shape2 & 0x3ff, i.shape3 & 0x3ff)));
  l.share(8, l.add3(position, shape, i.shape1 & 0x3ff));
  l.share(5, l.add2(position, shape));
  l.share(9, l.add3(position, i.prefixes, i.shape1));
  // Operands, and registers that they go with.
  l.share(6, l.add3(position, i.modrm & 0xc7, i.operand));
  l.add2(position, i.operand);
  l.share(7, l.add3(position, i.operand, i.lastOperand));
  l.share(10, l.add3(position, c4 & 0xff, i.shape1));
  l.share(11, l.add3(position, c4 & 0xffff, i.opcode));
}
