// scratch only: never committed
const T = memory.data(64 * 8, 16);
export function setTune(i: u32, v: f64): void { store<f64>(T + (i << 3), v); }
export function tune(i: u32, d: f64): f64 { const v = load<f64>(T + (i << 3)); return v == 0 ? d : v; }
