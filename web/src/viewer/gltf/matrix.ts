/** 4 × 4 matrices, column by column, as glTF and WebGL keep them. */
export type Matrix = Float32Array;

export const IDENTITY: Matrix = new Float32Array([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]);

export function multiply(a: Matrix, b: Matrix): Matrix {
  const out = new Float32Array(16);
  for (let column = 0; column < 4; column++) {
    for (let row = 0; row < 4; row++) {
      let sum = 0;
      for (let k = 0; k < 4; k++) sum += (a[k * 4 + row] ?? 0) * (b[column * 4 + k] ?? 0);
      out[column * 4 + row] = sum;
    }
  }
  return out;
}

export function compose(t: ArrayLike<number>, r: ArrayLike<number>, s: ArrayLike<number>): Matrix {
  const [x = 0, y = 0, z = 0, w = 1] = [r[0], r[1], r[2], r[3]];
  const [sx = 1, sy = 1, sz = 1] = [s[0], s[1], s[2]];
  return new Float32Array([
    (1 - 2 * (y * y + z * z)) * sx, 2 * (x * y + z * w) * sx, 2 * (x * z - y * w) * sx, 0,
    2 * (x * y - z * w) * sy, (1 - 2 * (x * x + z * z)) * sy, 2 * (y * z + x * w) * sy, 0,
    2 * (x * z + y * w) * sz, 2 * (y * z - x * w) * sz, (1 - 2 * (x * x + y * y)) * sz, 0,
    t[0] ?? 0, t[1] ?? 0, t[2] ?? 0, 1,
  ]);
}

/** Moves points in place. */
export function transform(points: Float32Array, m: Matrix): void {
  const at = (i: number) => m[i] ?? 0;
  for (let i = 0; i + 2 < points.length; i += 3) {
    const x = points[i] ?? 0;
    const y = points[i + 1] ?? 0;
    const z = points[i + 2] ?? 0;
    points[i] = at(0) * x + at(4) * y + at(8) * z + at(12);
    points[i + 1] = at(1) * x + at(5) * y + at(9) * z + at(13);
    points[i + 2] = at(2) * x + at(6) * y + at(10) * z + at(14);
  }
}
