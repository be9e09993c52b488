import type { SecondFactorRequired } from "@/api/types";

/** The question for a second factor that the way by a provider led to. It stands behind `#`, which the browser sends to nobody. */
export function waitingIn(hash: string): SecondFactorRequired | null {
  const packed = /^#second-factor=([\w-]+)$/.exec(hash)?.[1];
  if (packed === undefined) return null;
  try {
    const read = JSON.parse(atob(packed.replaceAll("-", "+").replaceAll("_", "/"))) as Partial<SecondFactorRequired>;
    return typeof read.mfa_token === "string" && Array.isArray(read.methods) ? (read as SecondFactorRequired) : null;
  } catch {
    return null;
  }
}

/** The same question, for the sign-in page to read. */
export const waitingHash = (waiting: SecondFactorRequired) => `second-factor=${btoa(JSON.stringify(waiting)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}`;

/** Why the way by a provider led back, as the server's `?problem=` says it. */
const WORDS: Record<string, string> = {
  browser: "That sign-in was begun in another browser, or too long ago. Begin again.",
  replayed: "That sign-in was used already. Begin again.",
  denied: "The provider did not sign you in. Try again, or sign in another way.",
  provider_error: "The provider reported an error. Try again, or sign in another way.",
  provider_answer_invalid: "The provider's answer could not be trusted, so you were not signed in. If it stays so, tell whoever set it up.",
  provider_unavailable: "The provider can't be reached. Try again in a moment, or sign in another way.",
  email_unverified: "The provider has not confirmed your e-mail address. Sign in another way, then link the provider in your settings.",
  account_unverified: "There is an account with your e-mail address that was never confirmed. Reset its password by e-mail, then link the provider in your settings.",
  domain_not_allowed: "This provider is not for e-mail addresses like yours.",
  not_a_member: "You are no member of this workspace. Ask for an invitation.",
  no_workspace: "Your account belongs to no workspace any more.",
  identity_taken: "This account at the provider is linked to another account here.",
  session_ended: "You were signed out meanwhile. Sign in, then link the provider again.",
  email_taken: "There is an account with this e-mail already. Sign in with it.",
};

export function signInProblem(code: string | undefined): string | null {
  if (code === undefined) return null;
  return WORDS[code] ?? "That didn't work. Try again, or sign in another way.";
}
