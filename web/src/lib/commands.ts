import { useEffect, useRef, useSyncExternalStore } from "react";

/** An action that the command palette offers while the screen that registered it is shown. */
export interface Command {
  id: string;
  label: string;
  keys?: string;
  run: () => void;
}

let registered: readonly (readonly Command[])[] = [];
const listeners = new Set<() => void>();

function publish(next: readonly (readonly Command[])[]): void {
  registered = next;
  for (const listener of listeners) listener();
}

/** Offers commands while mounted. What they do may change on every render; which there are, by `key`. */
export function useCommands(commands: readonly Command[]): void {
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  const key = commands.map((command) => command.id + command.label).join("|");
  useEffect(() => {
    const stable = latest.current.map((command) => ({
      ...command,
      run: () => latest.current.find((current) => current.id === command.id)?.run(),
    }));
    publish([...registered, stable]);
    return () => publish(registered.filter((group) => group !== stable));
  }, [key]);
}

export function useRegisteredCommands(): readonly Command[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => registered,
  ).flat();
}
