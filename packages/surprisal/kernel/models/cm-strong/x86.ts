import { ContextList } from '../../context/context-list';
import { History } from '../../context/history';
import { Instructions } from '../../context/instructions';
import { hash2, hash3 } from '../../math/hash';

/** Those that a network is told of as well: they come after the 64 of cm-strong/binary.ts and of the matches. */
export const NETWORK_CONTEXTS_X86: StaticArray<u32> = [64, 65, 66, 69, 71, 73, 75, 77, 72, 74, 78, 79];

/** 16 contexts of cm-strong for x86 code, beside those of cm-strong/binary.ts: where in an instruction the next byte is. */
export function listX86(l: ContextList, h: History, i: Instructions): void {
  const c4 = h.last4;
  const place = i.place;
  const head = i.head;
  const before = hash2(i.shape1, i.shape2);
  const shape = i.shape;
  // All of this instruction so far, after what instructions.
  l.add(head);
  l.add2(head, i.shape1);
  l.add2(head, before);
  l.add3(head, before, i.shape3);
  l.add3(head, hash2(before, i.shape3), i.shape4);
  l.add2(head, i.whole1);
  l.add3(head, i.whole1, i.whole2);
  // Opcodes alone.
  l.add3(place, i.opcode, hash3(i.shape1 & 0x3ff, i.shape2 & 0x3ff, i.shape3 & 0x3ff));
  l.add3(place, shape, i.shape1 & 0x3ff);
  l.add2(place, shape);
  l.add3(place, i.prefixes, i.shape1);
  // Operands, and registers that they go with.
  l.add3(place, i.modrm & 0xc7, i.operand);
  l.add2(place, i.operand);
  l.add3(place, i.operand, i.recalled);
  l.add3(place, c4 & 0xff, i.shape1);
  l.add3(place, c4 & 0xffff, i.opcode);
}
