import { hash2, hash3 } from '../../math/hash';
import { ContextList } from '../../mixing/context-list';
import { History } from '../../mixing/history';
import { DefaultBytesView } from '../bytes/default';
import { Instructions } from './instructions';

/** 16 contexts of x86 code for `cm`. */
export class DefaultX86 extends DefaultBytesView {
  private readonly instructions: Instructions = new Instructions();

  constructor(history: History) {
    super(history);
  }

  perceive(byte: u32, learning: bool): void {
    this.instructions.perceive(byte, learning);
  }

  protected get rowContext(): u32 {
    return this.instructions.position;
  }

  list(l: ContextList): void {
    const i = this.instructions;
    const c4 = this.history.c4;
    const position = i.position;
    const head = i.head;
    const before = hash2(i.shape1, i.shape2);
    // The first four have run maps.
    l.add2(c4, this.history.c8 & 0xffff);
    l.add(c4);
    l.add2(head, before);
    l.add2(head, i.bytesHash1);
    l.add(0);
    l.add(c4 & 0xff);
    l.add(c4 & 0xffff);
    l.add(c4 & 0xffffff);
    l.add(c4 & 0xffff00);
    l.add(head);
    l.add2(head, i.shape1);
    l.add3(head, before, i.shape3);
    l.add3(position, i.opcode, hash3(i.shape1 & 0x3ff, i.shape2 & 0x3ff, i.shape3 & 0x3ff));
    l.add2(position, i.shape);
    l.add3(position, i.modrm & 0xc7, i.operand);
    l.add3(position, i.operand, i.lastOperand);
  }
}
