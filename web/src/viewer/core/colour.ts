/** Red, green and blue in proportion to light (linear), 0 to 1 each. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** A colour as the web writes it, `#rrggbb`: what a screen is told, 0 to 1 each, not in proportion to light. */
export function sharesOf(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
}

/** The light of such a colour (IEC 61966-2-1). */
export function lightOf(hex: string): Rgb {
  const [red, green, blue] = sharesOf(hex);
  return [linear(red), linear(green), linear(blue)];
}

function linear(share: number): number {
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

/** A colour between two. */
export function between(a: Rgb, b: Rgb, share: number): Rgb {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share];
}
