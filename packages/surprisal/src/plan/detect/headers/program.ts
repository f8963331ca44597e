import { Reader } from './reader.js';

const ELF_386 = 3;
const ELF_X86_64 = 62;
const PE_386 = 0x014c;
const PE_X86_64 = 0x8664;

/** Whether the file is a program or library for 32- or 64-bit x86: ELF or PE (Windows). */
export function isX86Program(bytes: Uint8Array): boolean {
  const file = new Reader(bytes, true);
  if (file.u32(0) === 0x464c457f) {
    const machine = file.u16(18);
    return file.u8(5) === 1 && (machine === ELF_386 || machine === ELF_X86_64);
  }
  if (file.name(0, 2) !== 'MZ') return false;
  const pe = file.u32(0x3c);
  const machine = file.u16(pe + 4);
  return file.u32(pe) === 0x00004550 && (machine === PE_386 || machine === PE_X86_64);
}
