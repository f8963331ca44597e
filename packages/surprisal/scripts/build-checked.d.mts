export function buildChecked(): Promise<Uint8Array<ArrayBuffer>>;
