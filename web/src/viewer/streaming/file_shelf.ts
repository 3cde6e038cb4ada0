/** The files of stands as they came, the longest unasked dropped first: coming back costs no line. */
export class FileShelf {
  readonly #files = new Map<string, Uint8Array<ArrayBuffer>>();
  readonly #most: number;
  #bytes = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get bytes(): number {
    return this.#bytes;
  }

  find(name: string): Uint8Array<ArrayBuffer> | undefined {
    const file = this.#files.get(name);
    if (!file) return undefined;
    this.#files.delete(name);
    this.#files.set(name, file);
    return file;
  }

  put(name: string, file: Uint8Array<ArrayBuffer>): void {
    this.#bytes += file.byteLength - (this.#files.get(name)?.byteLength ?? 0);
    this.#files.delete(name);
    this.#files.set(name, file);
    for (const [oldest, { byteLength }] of this.#files) {
      if (this.#bytes <= this.#most || oldest === name) return;
      this.#files.delete(oldest);
      this.#bytes -= byteLength;
    }
  }
}
