import { useDeferredValue, useEffect, useMemo, useState } from "react";

/** The server's limits; it decides again. */
export const PASSWORD_MIN = 8;
export const PASSWORD_MAX = 128;
export const PASSWORD_HINT = `At least ${PASSWORD_MIN} characters. A few unrelated words work well.`;
export const PASSWORD_SHORT = `Use at least ${PASSWORD_MIN} characters. A few unrelated words work well.`;

type Measure = (password: string, about: readonly string[]) => number;

let loaded: Promise<Measure> | null = null;
const load = (): Promise<Measure> => (loaded ??= import("./zxcvbn").then((module) => module.measure));

/** 0 to 4; null while there is nothing to say, or nothing to say it with. */
export function usePasswordStrength(password: string, about: readonly string[]): number | null {
  const [measure, setMeasure] = useState<Measure | null>(null);
  const begun = password !== "";
  useEffect(() => {
    if (!begun) return;
    let gone = false;
    // Without it the form works all the same.
    load().then(
      (measure) => !gone && setMeasure(() => measure),
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [begun]);
  const settled = useDeferredValue(password);
  const words = about.join("\n");
  return useMemo(() => (measure === null || settled === "" ? null : measure(settled, words.split("\n"))), [measure, settled, words]);
}
