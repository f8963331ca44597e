/** A folder as something to compress: a tar of it. */
import { basename, resolve } from 'node:path';
import { FOLDER_MEDIA_TYPE } from '../archive/archive.js';
import type { Content } from '../archive/content.js';
import type { Settings } from '../command/settings.js';
import { peek } from '../files/input.js';
import type { Reporter } from '../files/run.js';
import { excluder } from './exclude.js';
import { Owners } from './owners.js';
import { pack, tarSizeOf } from './pack.js';
import { type Found, type Walk, type Warn, walk } from './walk.js';

/** @param path of a folder, or of a link to one. @param readAhead bytes to read ahead, to see where it ends. */
export function folderContent(path: string, readAhead: number, settings: Settings, reporter: Reporter): Content {
  const name = Buffer.from(basename(resolve(path)) || 'root');
  const excludes = excluder(settings, name);
  let isSound = true;
  const warn: Warn = (what) => {
    isSound = false;
    reporter.warn(what);
  };
  const owners = settings.sameOwner ? new Owners() : undefined;
  const found = (walking: Pick<Walk, 'warn' | 'note' | 'skip'>): AsyncGenerator<Found, void> =>
    walk(Buffer.from(`${path}/.`), name, { owners, excludes, ...walking });
  return {
    isPiped: false,
    status: undefined,
    metadata: { mediaType: FOLDER_MEDIA_TYPE },
    read: (skip) => peek(pack(found({ warn, note: reporter.note, skip }), warn), readAhead),
    async expected() {
      let size = 0;
      for await (const { member } of found({ warn: () => {}, note: () => {}, skip: undefined }))
        size += tarSizeOf(member);
      return size;
    },
    isSound: async () => isSound,
    close: async () => {},
  };
}
