import { useSyncExternalStore } from "react";
import { toastUndo, UNDO_MS } from "./toasts";

/**
 * Deletions that nothing could bring back wait out the undo window before they are sent. Until then the
 * thing is only hidden here. Leaving the page sends what is waiting.
 */
let hidden: ReadonlySet<string> = new Set();
const waiting = new Map<string, { timer: ReturnType<typeof setTimeout>; run: (leaving: boolean) => void }>();
const listeners = new Set<() => void>();

function publish(next: ReadonlySet<string>): void {
  hidden = next;
  for (const listener of listeners) listener();
}

function show(id: string): void {
  publish(new Set([...hidden].filter((other) => other !== id)));
}

export function deferDeletion(id: string, text: string, run: () => Promise<void>, leaving: () => void): void {
  publish(new Set([...hidden, id]));
  const finish = (isLeaving: boolean) => {
    waiting.delete(id);
    if (isLeaving) leaving();
    else void run().finally(() => show(id));
  };
  waiting.set(id, { timer: setTimeout(() => finish(false), UNDO_MS), run: finish });
  toastUndo(text, () => {
    const entry = waiting.get(id);
    if (entry === undefined) return;
    clearTimeout(entry.timer);
    waiting.delete(id);
    show(id);
  });
}

window.addEventListener("pagehide", () => {
  for (const entry of [...waiting.values()]) {
    clearTimeout(entry.timer);
    entry.run(true);
  }
});

export function useHidden(): ReadonlySet<string> {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => hidden,
  );
}
