import type { History } from '../context/history.js';
import type { Instructions } from '../context/instructions.js';
import { hash2, hash3 } from '../numbers.js';

/** Those that a network is told of as well. */
export const NETWORK_CONTEXTS_X86 = [64, 65, 66, 69, 71, 73, 75, 77, 72, 74, 78, 79];

/** 16 contexts of cm-strong for x86 code, beside those for all bytes. Twin of kernel/views/x86/strong.ts. */
export function x86Contexts(h: History, i: Instructions): number[] {
  const { place, opcode, modrm, operand } = i;
  const [shape1, shape2, shape3, shape4] = i.shapes;
  const [whole1, whole2] = i.wholes;
  const { head, shape } = i;
  const before = hash2(shape1, shape2);
  return [
    // All of this instruction so far, after what instructions.
    head,
    hash2(head, shape1),
    hash2(head, before),
    hash3(head, before, shape3),
    hash3(head, hash2(before, shape3), shape4),
    hash2(head, whole1),
    hash3(head, whole1, whole2),
    // Opcodes alone.
    hash3(place, opcode, hash3(shape1 & 0x3ff, shape2 & 0x3ff, shape3 & 0x3ff)),
    hash3(place, shape, shape1 & 0x3ff),
    hash2(place, shape),
    hash3(place, i.prefixes, shape1),
    // Operands, and registers that they go with.
    hash3(place, modrm & 0xc7, operand),
    hash2(place, operand),
    hash3(place, operand, i.recalled),
    hash3(place, h.last4 & 0xff, shape1),
    hash3(place, h.last4 & 0xffff, opcode),
  ];
}
