// The widget's colours: a fixed neutral scale, and the business's own colour corrected against it in both themes.
import { parseHex, readable, textOn, toHex, type Rgb } from "./contrast";

const DEFAULT_PRIMARY: Rgb = [15, 118, 110];

interface Neutrals {
  surface: Rgb;
  raised: Rgb;
  aiSurface: Rgb;
  border: string;
  field: string;
  text: string;
  muted: string;
  danger: string;
  success: string;
  ai: string;
  shadow: string;
}

const light: Neutrals = {
  surface: [255, 255, 255],
  raised: [243, 245, 246],
  aiSurface: [245, 241, 254],
  border: "#e2e6e9",
  field: "#87919b",
  text: "#14181c",
  muted: "#566069",
  danger: "#b3261e",
  success: "#1a7f4b",
  ai: "#6a3bcf",
  shadow: "0 0 0 1px rgb(16 24 32/.06),0 4px 12px rgb(16 24 32/.08),0 16px 48px rgb(16 24 32/.18)",
};

const dark: Neutrals = {
  surface: [22, 25, 29],
  raised: [35, 40, 46],
  aiSurface: [40, 34, 60],
  border: "#343b43",
  field: "#77828d",
  text: "#edf0f2",
  muted: "#a3adb7",
  danger: "#ff9a91",
  success: "#5fd39a",
  ai: "#c3adff",
  shadow: "0 0 0 1px rgb(255 255 255/.1),0 16px 48px rgb(0 0 0/.6)",
};

function variables(colors: { primary: string; on_primary: string }, neutrals: Neutrals): string {
  const { surface, raised, aiSurface, ...plain } = neutrals;
  const primary = parseHex(colors.primary) ?? DEFAULT_PRIMARY;
  // The business's colour stays as it is. Where it would melt into what it lies on, an edge makes up for it (3:1).
  const edge = readable(primary, [surface], 3);
  const link = readable(primary, [surface, raised, aiSurface], 4.5);
  const values: Record<string, string> = {
    primary: toHex(primary),
    "on-primary": toHex(textOn(primary, parseHex(colors.on_primary))),
    edge: toHex(edge),
    link: toHex(link),
    surface: toHex(surface),
    raised: toHex(raised),
    "ai-surface": toHex(aiSurface),
    ...plain,
  };
  return Object.entries(values)
    .map(([name, value]) => `--${name}:${value}`)
    .join(";");
}

/** A style sheet that sets the custom properties for light and dark. */
export function themeCss(colors: { primary: string; on_primary: string }): string {
  return `.dock{${variables(colors, light)}}@media (prefers-color-scheme:dark){.dock{${variables(colors, dark)}}}`;
}

