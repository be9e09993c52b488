// Colour contrast as WCAG 2.2 defines it (relative luminance of sRGB), and ways to mend it.

export type Rgb = readonly [number, number, number];

export const WHITE: Rgb = [255, 255, 255];
/** Of pure white and pure black one always reaches 4.5:1; a softer black would not. */
export const BLACK: Rgb = [0, 0, 0];

/** Reads `#rgb` and `#rrggbb`; null for anything else. */
export function parseHex(value: string): Rgb | null {
  const match = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(value.trim());
  const digits = match?.[1];
  if (!digits) return null;
  const long = digits.length === 3 ? Array.from(digits).map((digit) => digit + digit).join("") : digits;
  const at = (i: number) => parseInt(long.slice(i, i + 2), 16);
  return [at(0), at(2), at(4)];
}

export function toHex(color: Rgb): string {
  return `#${color.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
}

function luminance(color: Rgb): number {
  const [r, g, b] = color.map((part) => {
    const c = part / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Contrast ratio, 1 to 21. */
export function contrast(a: Rgb, b: Rgb): number {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const part = (i: 0 | 1 | 2) => Math.round(from[i] + (to[i] - from[i]) * share);
  return [part(0), part(1), part(2)];
}

/** The nearest shade of `color` that reaches `ratio` against every background. */
export function readable(color: Rgb, backgrounds: readonly Rgb[], ratio: number): Rgb {
  const worst = (shade: Rgb) => Math.min(...backgrounds.map((background) => contrast(shade, background)));
  const toward = worst(BLACK) > worst(WHITE) ? BLACK : WHITE;
  for (let step = 0; step <= 20; step++) {
    const shade = mix(color, toward, step / 20);
    if (worst(shade) >= ratio) return shade;
  }
  return toward;
}

/** `wanted` when it can be read on `background`, else white or black, whichever reads better. */
export function textOn(background: Rgb, wanted: Rgb | null): Rgb {
  if (wanted && contrast(wanted, background) >= 4.5) return wanted;
  return contrast(WHITE, background) >= contrast(BLACK, background) ? WHITE : BLACK;
}
