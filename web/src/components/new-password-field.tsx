import type { ComponentProps } from "react";
import { cx } from "@/lib/cx";
import { PASSWORD_HINT, usePasswordStrength } from "@/lib/password-strength";
import { PasswordField } from "./field";

const STRENGTHS = [
  { words: "Very easy to guess", bar: "bg-danger" },
  { words: "Easy to guess", bar: "bg-danger" },
  { words: "Could be guessed with patience", bar: "bg-warning" },
  { words: "Hard to guess", bar: "bg-success" },
  { words: "Very hard to guess", bar: "bg-success" },
] as const;

interface Props extends Omit<ComponentProps<typeof PasswordField>, "about"> {
  /** What is typed, to measure it. */
  typed: string;
  /** Names and addresses that anybody knows of the person. */
  about: readonly string[];
}

/** A field for a password that is chosen now, with how hard it is to guess. */
export function NewPasswordField({ typed, about, ...field }: Props) {
  const score = usePasswordStrength(typed, about);
  const strength = score === null ? null : (STRENGTHS[score] ?? null);
  return (
    <div className="flex flex-col gap-2">
      <PasswordField hint={PASSWORD_HINT} autoComplete="new-password" {...field} />
      {/* The place is kept, so that nothing moves while one types. */}
      <div className="flex h-4 items-center gap-3">
        {strength !== null && score !== null && (
          <>
            <div role="meter" aria-label="Password strength" aria-valuemin={0} aria-valuemax={4} aria-valuenow={score} aria-valuetext={strength.words} className="flex flex-1 gap-1">
              {[0, 1, 2, 3].map((part) => (
                <span key={part} className={cx("h-1 flex-1 rounded-full", part < Math.max(score, 1) ? strength.bar : "bg-raised")} />
              ))}
            </div>
            <span aria-hidden className="text-xs text-muted">
              {strength.words}
            </span>
          </>
        )}
      </div>
    </div>
  );
}
