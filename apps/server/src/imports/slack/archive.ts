import { lstat, readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import yauzl from 'yauzl';
import { ImportRefused } from './refused.ts';

// An export as a set of named files, from a folder or a zip. What comes from outside is hostile until shown otherwise: no name
// leaves the archive, no link is followed, and nothing is unpacked beyond these bounds.

const bounds = {
  files: 500_000,
  fileBytes: 64 * 1024 * 1024,
  totalBytes: 4 * 1024 * 1024 * 1024,
  /** Above 10 MiB, a zip entry may not unpack to more than this many times its packed size. */
  ratio: 200,
  ratioFrom: 10 * 1024 * 1024,
};

export interface Archive {
  /** Names relative to the export's top, with forward slashes. */
  names: readonly string[];
  read(name: string): Promise<Buffer>;
  close(): void;
}

/** Opens a folder or a zip. When everything lies inside one folder, that one is read. */
export async function openArchive(location: string): Promise<Archive> {
  const found = await stat(location).catch(() => null);
  if (!found) throw new ImportRefused(`There is no file or folder at ${location}.`);
  if (found.isDirectory()) return openFolder(location);
  if (found.isFile()) return openZip(location);
  throw new ImportRefused(`${location} is neither a folder nor a zip file.`);
}

async function openFolder(folder: string): Promise<Archive> {
  const names: string[] = [];
  const walk = async (relative: string, depth: number): Promise<void> => {
    const entries = await readdir(path.join(folder, relative), { withFileTypes: true });
    for (const entry of entries) {
      const name = relative ? `${relative}/${entry.name}` : entry.name;
      if (entry.isDirectory() && depth < 3) await walk(name, depth + 1);
      else if (entry.isFile() && name.endsWith('.json')) names.push(name);
      if (names.length > bounds.files) throw new ImportRefused(`The export has more than ${bounds.files} files.`);
    }
  };
  await walk('', 0);
  const top = commonTop(names);
  const read = async (name: string): Promise<Buffer> => {
    const file = path.join(folder, top + name);
    const { size } = await lstat(file);
    if (size > bounds.fileBytes) throw tooLarge(name);
    return readFile(file);
  };
  return { names: names.map((name) => name.slice(top.length)).sort(), read, close: () => {} };
}

const openZipFile = promisify<string, yauzl.Options, yauzl.ZipFile>(yauzl.open);

async function openZip(file: string): Promise<Archive> {
  const zip = await openZipFile(file, {
    lazyEntries: true,
    autoClose: false,
    strictFileNames: true,
    validateEntrySizes: true,
  }).catch((error: Error) => {
    throw new ImportRefused(`${file} is not a zip file that can be read: ${error.message}.`);
  });
  try {
    const entries = await listEntries(zip);
    const top = commonTop([...entries.keys()]);
    const names = [...entries.keys()].map((name) => name.slice(top.length)).sort();
    return { names, read: (name) => readEntry(zip, entries.get(top + name)!), close: () => zip.close() };
  } catch (error) {
    zip.close();
    throw error;
  }
}

function listEntries(zip: yauzl.ZipFile): Promise<Map<string, yauzl.Entry>> {
  const entries = new Map<string, yauzl.Entry>();
  let total = 0;
  let count = 0;
  return new Promise((resolve, reject) => {
    zip.on('error', (error: Error) => reject(new ImportRefused(`The zip is refused: ${error.message}.`)));
    zip.on('end', () => resolve(entries));
    zip.on('entry', (entry: yauzl.Entry) => {
      const twice = entries.has(entry.fileName) ? `The zip has two files named ${entry.fileName}.` : null;
      const problem = twice ?? entryProblem(entry, (total += entry.uncompressedSize), (count += 1));
      if (problem) return reject(new ImportRefused(problem));
      if (entry.fileName.endsWith('.json') && !entry.fileName.startsWith('__MACOSX/'))
        entries.set(entry.fileName, entry);
      zip.readEntry();
    });
    zip.readEntry();
  });
}

function entryProblem(entry: yauzl.Entry, total: number, count: number): string | null {
  const name = entry.fileName;
  if (name.startsWith('/') || name.includes('\\') || name.split('/').includes('..'))
    return `The zip names a file outside itself: ${name}.`;
  const unixType = (entry.externalFileAttributes >>> 16) & 0o170000;
  if (unixType === 0o120000) return `The zip holds a link: ${name}.`;
  if (entry.isEncrypted()) return 'The zip is encrypted.';
  if (entry.uncompressedSize > bounds.fileBytes) return tooLarge(name).message;
  const bomb =
    entry.uncompressedSize > bounds.ratioFrom && entry.uncompressedSize > entry.compressedSize * bounds.ratio;
  if (bomb || total > bounds.totalBytes) return `The zip unpacks to far more than it should (${name}).`;
  if (count > bounds.files) return `The zip has more than ${bounds.files} files.`;
  return null;
}

async function readEntry(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<Buffer> {
  const stream = await promisify(
    zip.openReadStream.bind(zip) as (
      entry: yauzl.Entry,
      done: (error: Error | null, stream: NodeJS.ReadableStream) => void,
    ) => void,
  )(entry);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream) {
      size += chunk.length;
      if (size > bounds.fileBytes) throw tooLarge(entry.fileName);
      chunks.push(chunk as Buffer);
    }
  } catch (error) {
    if (error instanceof ImportRefused) throw error;
    throw new ImportRefused(`${entry.fileName} in the zip is damaged: ${(error as Error).message}.`);
  }
  return Buffer.concat(chunks);
}

function commonTop(names: string[]): string {
  if (names.includes('channels.json') || names.includes('users.json')) return '';
  const first = names[0]?.split('/')[0];
  return first !== undefined && names.every((name) => name.startsWith(`${first}/`)) ? `${first}/` : '';
}

function tooLarge(name: string): ImportRefused {
  return new ImportRefused(`${name} is larger than ${bounds.fileBytes / 1024 / 1024} MiB.`);
}
