import { useEffect, useRef } from "react";

export type Shortcuts = Partial<Record<string, (event: KeyboardEvent) => void>>;

/** True where letters belong to what is being written, or to an open dialog. */
function belongsElsewhere(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.closest("input, textarea, select, [role=dialog], [role=menu], [role=listbox]") !== null;
}

/** The name of a key press as the shortcut tables write it: `j`, `?`, `Shift+E`, `Mod+k`. */
export function keyName(event: KeyboardEvent): string {
  const mod = event.metaKey || event.ctrlKey;
  const letter = event.key.length === 1 && /[a-z]/i.test(event.key);
  const key = letter ? (event.shiftKey && !mod ? event.key.toUpperCase() : event.key.toLowerCase()) : event.key;
  return `${mod ? "Mod+" : ""}${event.altKey ? "Alt+" : ""}${event.shiftKey && letter && !mod ? "Shift+" : ""}${key}`;
}

/** Keys that work while the component is on the screen. Those with `Mod+` also work while writing. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const name = keyName(event);
      const run = latest.current[name];
      if (run === undefined || (!name.startsWith("Mod+") && belongsElsewhere(event.target))) return;
      event.preventDefault();
      run(event);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}

export const isApple = /mac|iphone|ipad/i.test(navigator.userAgent);
export const modKey = isApple ? "⌘" : "Ctrl";
