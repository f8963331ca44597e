export const INPUTS: Readonly<Record<string, Uint8Array<ArrayBuffer>>>;
