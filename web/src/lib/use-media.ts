import { useCallback, useSyncExternalStore } from "react";

export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const list = window.matchMedia(query);
      list.addEventListener("change", listener);
      return () => list.removeEventListener("change", listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
}

/** Wide enough for a second column beside the list. */
export const useIsWide = () => useMedia("(min-width: 768px)");
/** Wide enough for the context panel beside the thread. */
export const useHasPanel = () => useMedia("(min-width: 1200px)");
