/** What to leave out of an archive: globs, and the files of version control. */
import picomatch from 'picomatch';
import type { Settings } from '../command/settings.js';
import { nameText } from './member.js';
import type { Excludes } from './walk.js';

/** Folders and files that version control keeps among one's own: those that GNU tar leaves out, and of later systems. */
const VCS = [
  '.git',
  '.gitattributes',
  '.gitignore',
  '.gitmodules',
  '.hg',
  '.hgignore',
  '.hgtags',
  '.svn',
  '.bzr',
  '.bzrignore',
  '.bzrtags',
  '.cvsignore',
  'CVS',
  'RCS',
  'SCCS',
  '_darcs',
  '.fslckout',
  '.jj',
  '.pijul',
];

/** Names are matched as they are: a dot is like any other character, and ! negates nothing. */
const OPTIONS = { dot: true, nonegate: true };

/**
 * A glob without a slash is compared with the last part of a name; one with a slash, with the whole name below the
 * folder. @param folder the name of the folder, with which all names begin.
 */
export function excluder({ exclude, excludeVcs }: Settings, folder: Buffer): Excludes {
  const globs = exclude.map((glob) => glob.replace(/^\.\//, '').replace(/\/+$/, ''));
  const isPath = (glob: string): boolean => glob.includes('/');
  const matchesName = picomatch([...globs.filter((glob) => !isPath(glob)), ...(excludeVcs ? VCS : [])], OPTIONS);
  const matchesPath = picomatch(
    globs.filter(isPath).map((glob) => glob.replace(/^\//, '')),
    OPTIONS,
  );
  return (name) => {
    const path = nameText(name.subarray(folder.length + 1));
    return matchesName(path.slice(path.lastIndexOf('/') + 1)) || matchesPath(path);
  };
}
