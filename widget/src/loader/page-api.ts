import type { Identity } from "../shared/bridge";

type Listener = (detail?: unknown) => void;

/** What the customer's page may use as `window.DealSmart`. Events: open, close, unread, message. */
export interface PageApi {
  open(): void;
  close(): void;
  identify(identity: Identity): void;
  /** Returns a function that stops listening. */
  on(event: string, listener: Listener): () => void;
}

declare global {
  interface Window {
    DealSmart?: PageApi;
  }
}

export class PageEvents {
  private readonly listeners = new Map<string, Set<Listener>>();

  on(event: string, listener: Listener): () => void {
    const set = this.listeners.get(event) ?? new Set();
    this.listeners.set(event, set.add(listener));
    return () => set.delete(listener);
  }

  emit(event: string, detail?: unknown): void {
    for (const listener of this.listeners.get(event) ?? []) {
      try {
        listener(detail);
      } catch (error) {
        // The page's own mistake must not stop the chat.
        console.error(error);
      }
    }
  }
}

/** Keeps only what is text and not empty: the page may pass anything. */
export function cleanIdentity(given: unknown): Identity {
  const identity: Identity = {};
  if (typeof given !== "object" || given === null) return identity;
  const { name, email } = given as { name?: unknown; email?: unknown };
  if (typeof name === "string" && name.trim()) identity.name = name.trim();
  if (typeof email === "string" && email.trim()) identity.email = email.trim();
  return identity;
}
