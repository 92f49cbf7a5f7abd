/** As much of yazl, which comes without types, as tests use. */
declare module 'yazl' {
  export class ZipFile {
    outputStream: NodeJS.ReadableStream;
    addBuffer(content: Buffer, name: string, options?: { mode?: number; compress?: boolean }): void;
    end(): void;
  }
}
