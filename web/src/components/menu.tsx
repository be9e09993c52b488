import { Slot } from "radix-ui";
import { createContext, use, type ReactElement, type ReactNode } from "react";
import { later, useLater } from "@/lib/later";
import type * as OpenMenuCode from "./open-menu";

export const menuCode = later(() => import("./open-menu"));

/** What items are made of, for those inside an open menu. */
const Code = createContext<typeof OpenMenuCode | null>(null);

export interface MenuProps {
  trigger: ReactElement;
  children: ReactNode;
  align?: "start" | "end";
  side?: "top" | "bottom" | "right";
}

export function Menu({ trigger, ...rest }: MenuProps) {
  const { there, opened, open, near } = useLater(menuCode);
  if (there !== null) {
    return (
      <Code value={there}>
        <there.OpenMenu trigger={trigger} opened={opened} {...rest} />
      </Code>
    );
  }
  return (
    <Slot.Root
      aria-haspopup="menu"
      aria-expanded={false}
      {...near}
      // A press of a key is a click without a position.
      onClick={(event) => open(event.detail === 0 ? "by keyboard" : "by pointer")}
      onKeyDown={(event) => {
        if (event.key !== "ArrowDown") return;
        event.preventDefault();
        open("by keyboard");
      }}
    >
      {trigger}
    </Slot.Root>
  );
}

export function MenuItem(props: OpenMenuCode.MenuItemProps) {
  const code = use(Code);
  return code && <code.OpenMenuItem {...props} />;
}

export function MenuLabel({ children }: { children: ReactNode }) {
  const code = use(Code);
  return code && <code.OpenMenuLabel>{children}</code.OpenMenuLabel>;
}

export function MenuSeparator() {
  const code = use(Code);
  return code && <code.OpenMenuSeparator />;
}
