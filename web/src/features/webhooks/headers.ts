/** Headers as people write them, one a line: `Authorization: Bearer …`. Null for a line that is none. */
export function readHeaders(text: string): Record<string, string> | null {
  const headers: Record<string, string> = {};
  for (const line of text.split("\n").map((one) => one.trim())) {
    if (line === "") continue;
    const colon = line.indexOf(":");
    const name = line.slice(0, colon).trim();
    if (colon < 1 || /\s/.test(name)) return null;
    headers[name] = line.slice(colon + 1).trim();
  }
  return headers;
}
