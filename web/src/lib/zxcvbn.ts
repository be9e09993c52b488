// Half a megabyte of words that people use, so this file is loaded when a password is typed and not before.
import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";

const zxcvbn = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });

/** 0 to 4: how hard a password is to guess for somebody who knows these words of its owner. */
export function measure(password: string, about: readonly string[]): number {
  // What comes after a hundred characters makes nothing easier to guess, and takes long to look at.
  const words = about.flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)]).filter((word) => word.length > 2);
  return zxcvbn.check(password.slice(0, 100), words).score;
}
