/**
 * What a peer is. One is a line in debian.mjs, javascript.mjs, media.mjs, native.mjs or ours.mjs; call.mjs imports these
 * files in every process of a function, so nothing heavy stands at their top.
 *
 * @typedef {object} Peer
 * @property {string} id name and options. @property {string} name @property {string} options as its users write them.
 * @property {'ours' | 'debian' | 'javascript' | 'native' | 'media'} group
 * @property {string} from where it comes from: a package, an address.
 * @property {string} module URL of the file that lists it.
 * @property {string | Function} compress a command, in which {in} and {out} stand for files (standard input and output
 *   where they are missing); or a function (bytes, library) => bytes.
 * @property {string | Function} decompress likewise.
 * @property {() => Promise<unknown>} [load] gives a function its `library`; not counted in its time.
 * @property {string} [version] a command that tells it; of a function, the npm package in which it stands.
 * @property {boolean} [pipe] standard input is a pipe, not a file.
 * @property {boolean} [restoresName] decodes into a file of the old name, whatever it is told.
 * @property {string} [suffix] of the archive's name, where the program insists on one.
 * @property {number} [rate] content bytes a second that it compresses, about: only to know what a run will take.
 * @property {(file: { name: string, bytes: number, text: boolean }) => boolean} [takes] what it is made for; all, unless given.
 * @property {string} [label] in plots; the id, unless given.
 * @property {string} [note] what a reader of its figures must know.
 * @property {boolean} [quick] part of a quick run.
 */

/**
 * @param {string} module import.meta.url of the file that lists them.
 * @param {Partial<Peer>} shared what they have in common. @param {Partial<Peer>[]} list
 * @returns {Peer[]}
 */
export function peers(module, shared, list) {
  return list.map((one) => ({ rate: 1e6, ...shared, ...one, module, id: idOf(one) }));
}

/** @param {{ name: string, options: string }} peer */
export const idOf = ({ name, options }) => `${name} ${options}`.trim();
