import type { FieldValues, Path, UseFormSetError } from "react-hook-form";
import { CURES } from "@/api/cures";
import { ApiError, messageOf } from "@/api/problem";

/** Shows the server's field errors beside their fields; what names no known field is returned as text. */
export function showErrors<T extends FieldValues>(error: unknown, fields: readonly Path<T>[], setError: UseFormSetError<T>): string | null {
  if (!(error instanceof ApiError)) return messageOf(error);
  let placed = false;
  for (const field of fields) {
    const message = CURES[error.fieldCodes[field] ?? ""] ?? error.fields[field];
    if (message === undefined) continue;
    setError(field, { message }, { shouldFocus: !placed });
    placed = true;
  }
  if (placed) return null;
  const [first] = fields;
  if (error.code === "email_taken" && first !== undefined) {
    setError(first, { message: "This e-mail is already registered. Sign in instead." });
    return null;
  }
  if (error.status === 401) return "That e-mail and password don't belong together. Check both and try again.";
  if (error.status === 429 && error.code === "too_many_attempts") return "Too many attempts. Wait a minute, then try again.";
  return error.message;
}
