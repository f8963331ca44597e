/** One line on standard error that says how far a run is; where that is no terminal, a line for each cell. */
export function progressLine() {
  const start = performance.now();
  const terminal = process.stderr.isTTY;
  return {
    /** @param {{ done: number, all: number, cell: import('./cells.mjs').Cell }} told */
    show({ done, all, cell }) {
      const seconds = (performance.now() - start) / 1000;
      const what = cell.status === 'ok' ? `${cell.packed} of ${cell.bytes}` : `${cell.status}: ${cell.detail}`;
      const text = `${done}/${all} ${Math.round(seconds)} s  ${cell.file}  ${cell.peer}  ${what}`;
      process.stderr.write(terminal ? `\r\x1b[K${text.slice(0, (process.stderr.columns ?? 80) - 1)}` : `${text}\n`);
    },
    end() {
      if (terminal) process.stderr.write('\r\x1b[K');
    },
  };
}
