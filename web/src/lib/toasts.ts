import { newId } from "./ids";

export interface Toast {
  id: string;
  text: string;
  tone: "plain" | "danger";
  action?: { label: string; run: () => void };
  expiresAt: number;
}

const PLAIN_MS = 5_000;
/** How long a destructive action can be taken back. */
export const UNDO_MS = 10_000;

let toasts: readonly Toast[] = [];
const listeners = new Set<() => void>();

function publish(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

export const toastStore = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  snapshot: (): readonly Toast[] => toasts,
};

export function dismiss(id: string): void {
  publish(toasts.filter((toast) => toast.id !== id));
}

export function toast(text: string, options: { tone?: Toast["tone"]; action?: Toast["action"]; ms?: number } = {}): string {
  const id = newId();
  const ms = options.ms ?? PLAIN_MS;
  // Three at a time: more would cover what people work on.
  publish([...toasts.slice(-2), { id, text, tone: options.tone ?? "plain", action: options.action, expiresAt: Date.now() + ms }]);
  setTimeout(() => dismiss(id), ms);
  return id;
}

export function toastUndo(text: string, undo: () => void): string {
  const id: string = toast(text, {
    ms: UNDO_MS,
    action: {
      label: "Undo",
      run: () => {
        dismiss(id);
        undo();
      },
    },
  });
  return id;
}
