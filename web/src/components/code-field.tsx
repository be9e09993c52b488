import type { ComponentProps } from "react";
import { TextField } from "./field";

/** A code of six digits out of a letter or an app; phones offer to fill it in. */
export function CodeField(props: ComponentProps<typeof TextField>) {
  return (
    <div className="[&_input]:text-lg [&_input]:tracking-[0.4em] [&_input]:tabular-nums">
      <TextField inputMode="numeric" autoComplete="one-time-code" spellCheck={false} maxLength={10} {...props} />
    </div>
  );
}

/** Six digits, whatever spaces came along. */
export const codeOf = (text: string): string => text.replace(/\s/g, "");
export const isCode = (text: string): boolean => /^\d{6}$/.test(codeOf(text));
