/** The domains in a text, however they are parted. */
export function readDomains(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).map((domain) => domain.replace(/^@/, "").toLowerCase()).filter((domain) => domain !== ""))];
}
