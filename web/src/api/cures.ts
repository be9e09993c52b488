import { ApiError, messageOf } from "./problem";

/** What to do about a field, in words of the screen; else the server's are shown. */
export const CURES: Readonly<Record<string, string>> = {
  common_password: "Many people use this password, so it is tried first. Choose one that is your own.",
  personal_password: "This is little more than your name, address or workspace. Add unrelated words.",
  wrong_password: "This is not your password.",
  wrong_code: "This is not the code of the newest letter.",
  code_over: "This code is of no use any more. Ask for a new letter.",
  terms_changed: "The terms have changed. Load the page again and read them.",
};

/** What is wrong with one field, in words of the screen. */
export function cureOf(error: unknown, field: string): string {
  if (!(error instanceof ApiError)) return messageOf(error);
  return CURES[error.fieldCodes[field] ?? ""] ?? error.fields[field] ?? error.message;
}
