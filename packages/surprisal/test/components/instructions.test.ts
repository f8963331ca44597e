/** Laws of the reading of x86 machine code, by the opcode maps of Intel's manual. */
import { describe, expect, test } from 'vitest';
import { Components } from '../support/components.js';

/** What the next byte is, and what kernel/views/x86/instructions.ts calls that. Operands: how many bytes are to come. */
const PLACES: Readonly<Record<string, number>> = {
  ...{ opcode: 0, prefixed: 1, '0F': 2, '0F38': 3, '0F3A': 4, vex: 5, modrm: 6, sib: 7 },
  ...{ d1: 8, d2: 9, d3: 10, d4: 11 },
  ...{ i1: 12, i2: 13, i3: 14, i4: 15, i5: 16, i6: 17, i7: 18, i8: 19 },
};

/** Bytes of whole instructions, and what each is. */
type Row = readonly [bytes: string, places: string];

const OF_32_BITS: readonly Row[] = [
  ['90', 'opcode'], // nop
  ['8B 45 08', 'opcode modrm d1'], // mov eax, [ebp + 8]
  ['8B C3', 'opcode modrm'], // mov eax, ebx
  ['8B 04 24', 'opcode modrm sib'], // mov eax, [esp]
  ['8B 44 24 04', 'opcode modrm sib d1'], // mov eax, [esp + 4]
  ['8B 04 25 0 0 0 0', 'opcode modrm sib d4 d3 d2 d1'], // mov eax, [0]
  ['8B 05 0 0 0 0', 'opcode modrm d4 d3 d2 d1'], // mov eax, [0]
  ['8B 80 0 0 0 0', 'opcode modrm d4 d3 d2 d1'], // mov eax, [eax + 0]
  ['E8 1 0 0 0', 'opcode i4 i3 i2 i1'], // call
  ['EB FE', 'opcode i1'], // jmp
  ['83 EC 10', 'opcode modrm i1'], // sub esp, 16
  ['81 EC 0 1 0 0', 'opcode modrm i4 i3 i2 i1'], // sub esp, 256
  ['66 81 EC 0 1', 'opcode prefixed modrm i2 i1'], // sub sp, 256
  ['C7 45 F8 1 0 0 0', 'opcode modrm d1 i4 i3 i2 i1'], // mov dword [ebp - 8], 1
  ['B8 1 0 0 0', 'opcode i4 i3 i2 i1'], // mov eax, 1
  ['66 B8 1 0', 'opcode prefixed i2 i1'], // mov ax, 1
  ['F6 C1 1', 'opcode modrm i1'], // test cl, 1
  ['F7 C1 1 0 0 0', 'opcode modrm i4 i3 i2 i1'], // test ecx, 1
  ['F7 D9', 'opcode modrm'], // neg ecx
  ['48', 'opcode'], // dec eax
  ['0F 84 1 0 0 0', 'opcode 0F i4 i3 i2 i1'], // je
  ['0F AF C1', 'opcode 0F modrm'], // imul eax, ecx
  ['0F 38 00 C1', 'opcode 0F 0F38 modrm'], // pshufb mm0, mm1
  ['66 0F 3A 0F C1 8', 'opcode prefixed 0F 0F3A modrm i1'], // palignr xmm0, xmm1, 8
  ['F3 A4', 'opcode prefixed'], // rep movsb
  ['C8 10 0 0', 'opcode i3 i2 i1'], // enter 16, 0
  ['9A 0 0 0 0 8 0', 'opcode i6 i5 i4 i3 i2 i1'], // call far
];

const OF_64_BITS: readonly Row[] = [
  ['48 8B 45 F8', 'opcode prefixed modrm d1'], // mov rax, [rbp - 8]
  ['48 B8 1 2 3 4 5 6 7 8', 'opcode prefixed i8 i7 i6 i5 i4 i3 i2 i1'], // mov rax, …
  ['41 B8 1 0 0 0', 'opcode prefixed i4 i3 i2 i1'], // mov r8d, 1
  ['C5 F8 77', 'opcode vex 0F'], // vzeroupper
  ['C4 E2 79 18 45 8', 'opcode vex vex 0F38 modrm d1'], // vbroadcastss xmm0, [rbp + 8]
];

const bytesOf = (text: string): number[] => text.split(' ').map((byte) => Number.parseInt(byte, 16));

/** What each byte was expected to be; and at last the byte after them. */
async function places(bytes: readonly number[], before: readonly number[] = []): Promise<number[]> {
  const kernel = await Components.create();
  const made = kernel.call('makeInstructions');
  for (const byte of before) kernel.call('perceiveInstructions', made, byte, 1);
  const place = (): number => kernel.read('Instructions', made).place;
  const found = [place()];
  for (const byte of bytes) {
    kernel.call('perceiveInstructions', made, byte, 1);
    found.push(place());
  }
  return found;
}

const expected = (of: string): number[] => [...of.split(' '), 'opcode'].map((name) => PLACES[name]!);

describe('instructions', () => {
  test.each(OF_32_BITS)('law instructions: %s is %s', async (bytes, of) => {
    expect(await places(bytesOf(bytes))).toEqual(expected(of));
  });

  test.each(OF_64_BITS)('law instructions: in code of 64 bits, %s is %s', async (bytes, of) => {
    const before = Array.from({ length: 6 }, () => bytesOf('48 8B 45 F8')).flat();
    expect(await places(bytesOf(bytes), before)).toEqual(expected(of));
  });

  test('law instructions: an operand is recalled by its opcode and ModRM', async () => {
    const kernel = await Components.create();
    const made = kernel.call('makeInstructions');
    const recalledAfter = (text: string, learning = 1): number => {
      for (const byte of bytesOf(text)) kernel.call('perceiveInstructions', made, byte, learning);
      return kernel.read('Instructions', made).recalled;
    };
    recalledAfter('83 EC 18');
    expect(recalledAfter('83 EC')).toBe(0x18);
    recalledAfter('20', 0); // frozen
    expect(recalledAfter('83 EC')).toBe(0x18);
    recalledAfter('20');
    expect(recalledAfter('83 C4')).not.toBe(0x20);
  });
});
