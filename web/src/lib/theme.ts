import { useSyncExternalStore } from "react";
import { store } from "./storage";

export type ThemeChoice = "system" | "light" | "dark";

const KEY = "dealsmart.theme";
const listeners = new Set<() => void>();
const system = () => window.matchMedia("(prefers-color-scheme: dark)");

export function themeChoice(): ThemeChoice {
  const saved = store.get(KEY);
  return saved === "light" || saved === "dark" ? saved : "system";
}

function apply(): void {
  const choice = themeChoice();
  const dark = choice === "dark" || (choice === "system" && system().matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  for (const listener of listeners) listener();
}

export function chooseTheme(choice: ThemeChoice): void {
  if (choice === "system") store.remove(KEY);
  else store.set(KEY, choice);
  apply();
}

export function followSystemTheme(): void {
  system().addEventListener("change", apply);
}

export function useThemeChoice(): ThemeChoice {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, themeChoice);
}
