import { Tooltip as Radix } from "radix-ui";
import type { ReactElement, ReactNode } from "react";
import { Kbd } from "./kbd";

export function Tooltip({ text, keys, side = "bottom", children }: { text: ReactNode; keys?: string; side?: "top" | "bottom" | "left" | "right"; children: ReactElement }) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content side={side} sideOffset={6} collisionPadding={8} className="fade z-50 flex max-w-72 items-center gap-2 rounded bg-text px-2 py-1 text-xs font-medium text-canvas">
          {text}
          {keys !== undefined && <Kbd keys={keys} inverted />}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
