/** Splits what was typed into origins, and names those that aren't one. */
export function readOrigins(text: string): { origins: string[]; wrong: string[] } {
  const lines = text
    .split(/[\s,]+/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const origins: string[] = [];
  const wrong: string[] = [];
  for (const line of lines) {
    const origin = originOf(line);
    if (origin === null) wrong.push(line);
    else if (!origins.includes(origin)) origins.push(origin);
  }
  return { origins, wrong };
}

function originOf(text: string): string | null {
  try {
    const url = new URL(text.includes("://") ? text : `https://${text}`);
    const isWeb = url.protocol === "https:" || url.protocol === "http:";
    return isWeb && (url.hostname.includes(".") || url.hostname === "localhost") ? url.origin : null;
  } catch {
    return null;
  }
}
