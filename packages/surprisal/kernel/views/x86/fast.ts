import { hash2, hash3 } from '../../math/hash';
import { ContextList } from '../../mixing/context-list';
import { History } from '../../mixing/history';
import { listFastOrders } from '../bytes/fast';
import { FastView } from '../view';
import { Instructions } from './instructions';

/** 8 contexts of x86 code for `cm-fast`: the last bytes, and where in an instruction the next one is. */
export class FastX86 extends FastView {
  private readonly instructions: Instructions = new Instructions();

  constructor(private readonly history: History) {
    super();
  }

  perceive(byte: u32, learning: bool): void {
    this.instructions.perceive(byte, learning);
  }

  list(l: ContextList): void {
    const i = this.instructions;
    const head = i.head;
    listFastOrders(l, this.history);
    l.put(hash2(i.position, i.shape));
    l.put(head);
    l.put(hash3(head, i.shape1, i.shape2));
  }
}
