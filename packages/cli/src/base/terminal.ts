/** Output for people: names that cannot harm a terminal, errors, styles. */

/** A name with control and format characters, which a terminal would obey, written as \n, \xNN or \u{N}. */
export function escaped(name: string): string {
  return name.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (c) => {
    if (c === '\n') return '\\n';
    const n = c.codePointAt(0) as number;
    return n < 256 ? `\\x${n.toString(16).padStart(2, '0')}` : `\\u{${n.toString(16)}}`;
  });
}

const STYLES = { bold: 1, red: 31 } as const;

/** Only on a terminal, and not where NO_COLOR is set: https://no-color.org */
export function hasColour(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb';
}

export function styled(style: keyof typeof STYLES, text: string, stream: NodeJS.WriteStream): string {
  return hasColour(stream) ? `\x1b[${STYLES[style]}m${text}\x1b[0m` : text;
}

/** One line on standard error. */
export function printError(what: string): void {
  process.stderr.write(`${styled('red', 'surprisal:', process.stderr)} ${what}\n`);
}
