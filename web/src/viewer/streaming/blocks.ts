/** Where on the page a picture lies, in pixels. */
export interface Cell {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The small copies of a picture (mipmaps) stay its own as long as 64 of its pixels become one: 2⁶. */
export const BLOCK_HEIGHT_PX = 64;
export const BLOCK_WIDTH_PX = 256;

/** How many blocks a picture of so many pixels takes. */
export function countBlocks(width: number, height: number): number {
  return Math.ceil(width / BLOCK_WIDTH_PX) * Math.ceil(height / BLOCK_HEIGHT_PX);
}

/** Hands out cells of one page, cut into blocks. */
export class Blocks {
  readonly #columns: number;
  readonly #rows: number;
  readonly #taken: Uint8Array;

  constructor(width: number, height: number) {
    this.#columns = Math.floor(width / BLOCK_WIDTH_PX);
    this.#rows = Math.floor(height / BLOCK_HEIGHT_PX);
    this.#taken = new Uint8Array(this.#columns * this.#rows);
  }

  get free(): number {
    return this.#taken.reduce((sum, taken) => sum - taken, this.#taken.length);
  }

  /** A cell for a picture, or null when no gap holds it. Wide ones fill from above, narrow ones from below. */
  take(width: number, height: number): Cell | null {
    const wide = Math.ceil(width / BLOCK_WIDTH_PX);
    const tall = Math.ceil(height / BLOCK_HEIGHT_PX);
    const [columns, rows] = [this.#columns - wide, this.#rows - tall];
    for (let n = 0; n <= columns; n++) {
      for (let row = 0; row <= rows; row++) {
        const column = wide > 1 ? n : columns - n;
        if (!this.#isFree(column, row, wide, tall)) continue;
        this.#mark(column, row, wide, tall, 1);
        return { x: column * BLOCK_WIDTH_PX, y: row * BLOCK_HEIGHT_PX, width, height };
      }
    }
    return null;
  }

  give({ x, y, width, height }: Cell): void {
    const [wide, tall] = [Math.ceil(width / BLOCK_WIDTH_PX), Math.ceil(height / BLOCK_HEIGHT_PX)];
    this.#mark(x / BLOCK_WIDTH_PX, y / BLOCK_HEIGHT_PX, wide, tall, 0);
  }

  #isFree(column: number, row: number, wide: number, tall: number): boolean {
    for (let r = row; r < row + tall; r++) {
      for (let c = column; c < column + wide; c++) if (this.#taken[r * this.#columns + c]) return false;
    }
    return true;
  }

  #mark(column: number, row: number, wide: number, tall: number, value: 0 | 1): void {
    for (let r = row; r < row + tall; r++) this.#taken.fill(value, r * this.#columns + column, r * this.#columns + column + wide);
  }
}
