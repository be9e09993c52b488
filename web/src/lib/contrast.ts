// Contrast as WCAG 2.2 defines it: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
export interface Rgb {
  r: number;
  g: number;
  b: number;
}

/** Reads `#rgb` and `#rrggbb`; null for anything else. */
export function parseHex(text: string): Rgb | null {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(text.trim());
  const full = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text.trim());
  const parts = full ?? short;
  if (parts === null) return null;
  const [r, g, b] = parts.slice(1).map((part) => parseInt(part.length === 1 ? part + part : part, 16));
  return r === undefined || g === undefined || b === undefined ? null : { r, g, b };
}

function channel(value: number): number {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

export function luminance({ r, g, b }: Rgb): number {
  return 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
}

/** From 1 (same) to 21 (black on white); null when a colour can't be read. */
export function contrast(first: string, second: string): number | null {
  const a = parseHex(first);
  const b = parseHex(second);
  if (a === null || b === null) return null;
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return light === undefined || dark === undefined ? null : (light + 0.05) / (dark + 0.05);
}

/** Black or white, whichever reads better on the colour. */
export function readableOn(background: string): "#ffffff" | "#000000" {
  const white = contrast(background, "#ffffff") ?? 21;
  const black = contrast(background, "#000000") ?? 1;
  return white >= black ? "#ffffff" : "#000000";
}
