import { setTimeout as pause } from "node:timers/promises";
import { serverUrl } from "./server.ts";

export interface Letter {
  id: string;
  to: string;
  template: string;
  subject: string;
  text: string;
  html: string;
}

const ARRIVES_WITHIN_MS = 20_000;

/** The letters to somebody, the newest first, out of the outbox that development has. */
export async function lettersTo(to: string, at = serverUrl()): Promise<Letter[]> {
  const answer = await fetch(`${at}/api/v1/outbox?to=${encodeURIComponent(to)}`);
  if (!answer.ok) throw new Error(`The outbox answered ${answer.status}.`);
  return ((await answer.json()) as { data: Letter[] }).data;
}

/** Waits for a letter of a kind to somebody; the newest, once there are `count` of them. */
export async function letterTo(to: string, template: string, count = 1, at = serverUrl()): Promise<Letter> {
  const end = Date.now() + ARRIVES_WITHIN_MS;
  for (;;) {
    const letters = (await lettersTo(to, at)).filter((letter) => letter.template === template);
    const [newest] = letters;
    if (newest !== undefined && letters.length >= count) return newest;
    if (Date.now() > end) throw new Error(`No letter ${count} of the kind ${template} came to ${to}.`);
    await pause(100);
  }
}

/** The link in a letter, as a path of the app; its secret stands behind `#`. */
export function linkIn(letter: Letter): string {
  const link = letter.text.split(/\s+/).find((word) => word.startsWith("http") && word.includes("#"));
  if (link === undefined) throw new Error(`There is no link in: ${letter.text}`);
  const { pathname, hash } = new URL(link);
  return pathname + hash;
}

/** The code of six digits in a letter. */
export function codeIn(letter: Letter): string {
  const code = /^\s*(\d{6})\s*$/m.exec(letter.text)?.[1];
  if (code === undefined) throw new Error(`There is no code in: ${letter.text}`);
  return code;
}
