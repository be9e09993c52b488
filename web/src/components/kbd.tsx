import { Fragment } from "react";
import { cx } from "@/lib/cx";
import { isApple } from "@/lib/shortcuts";

const NAMES: Record<string, string> = isApple ? { Mod: "⌘", Shift: "⇧", Enter: "↵" } : { Mod: "Ctrl", Enter: "↵" };

/** Keys as caps: `Mod+k` shows ⌘K on a Mac and Ctrl K elsewhere. */
export function Kbd({ keys, inverted = false }: { keys: string; inverted?: boolean }) {
  return (
    <span className="inline-flex gap-0.5">
      {keys.split("+").map((key, index) => (
        <Fragment key={index}>
          <kbd
            className={cx(
              "inline-flex h-[18px] min-w-[18px] items-center justify-center rounded-sm border px-1 font-sans text-xs",
              inverted ? "border-canvas/30 text-canvas/80" : "border-border bg-raised text-muted",
            )}
          >
            {NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key)}
          </kbd>
        </Fragment>
      ))}
    </span>
  );
}
