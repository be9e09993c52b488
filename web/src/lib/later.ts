import { useState } from "react";
import { toast } from "./toasts";

/** Code that a first visit does without. It is fetched once; later uses find it there. */
export interface Later<Module> {
  current: Module | null;
  load: () => Promise<Module>;
}

export function later<Module>(fetchModule: () => Promise<Module>): Later<Module> {
  const code: Later<Module> = {
    current: null,
    load: async () => (code.current ??= await fetchModule()),
  };
  return code;
}

/**
 * Of what opens over the page, only the button is there at first: the rest is fetched as soon as the pointer or the focus
 * comes near, and takes the button's place when somebody opens it.
 */
export function useLater<Module>(code: Later<Module>) {
  const [there, setThere] = useState(code.current);
  const [opened, setOpened] = useState<"by pointer" | "by keyboard" | null>(null);
  const approach = () => void code.load().catch(() => undefined);
  const open = (by: "by pointer" | "by keyboard") => {
    const show = (module: Module) => {
      setOpened(by);
      setThere(() => module);
    };
    if (code.current !== null) show(code.current);
    else code.load().then(show, () => toast("This didn't load. Check your connection and try again.", { tone: "danger" }));
  };
  return { there, opened, open, near: { onPointerEnter: approach, onFocus: approach } };
}
