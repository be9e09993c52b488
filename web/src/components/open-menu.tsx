import { Check } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useEffect, useRef, type ReactNode } from "react";
import { cx } from "@/lib/cx";
import { Kbd } from "./kbd";
import type { MenuProps } from "./menu";

const itemLook =
  "flex h-8 w-full cursor-default items-center gap-2.5 rounded-sm px-2 text-sm outline-none select-none data-[highlighted]:bg-raised data-[disabled]:opacity-45 max-md:h-11 [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-muted";

/** `opened`: how somebody has opened it before this code was there; null where it waits for being opened. */
export function OpenMenu({ trigger, children, align = "end", side = "bottom", opened }: MenuProps & { opened: "by pointer" | "by keyboard" | null }) {
  return (
    <DropdownMenu.Root defaultOpen={opened !== null}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content align={align} side={side} sideOffset={4} collisionPadding={8} className="fade z-50 max-h-[60dvh] min-w-48 overflow-y-auto rounded bg-surface p-1 shadow-float">
          {opened === "by keyboard" && <FirstItemFocused />}
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

/** The key that opened the menu was pressed before the library could hear it, so its own rule doesn't apply. */
function FirstItemFocused() {
  const mark = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    mark.current?.parentElement?.querySelector<HTMLElement>("[role^=menuitem]:not([data-disabled])")?.focus();
  }, []);
  return <span ref={mark} hidden />;
}

export interface MenuItemProps {
  onSelect: () => void;
  icon?: ReactNode;
  keys?: string;
  danger?: boolean;
  disabled?: boolean;
  checked?: boolean;
  children: ReactNode;
}

export function OpenMenuItem({ onSelect, icon, keys, danger = false, disabled = false, checked, children }: MenuItemProps) {
  const look = cx(itemLook, danger && "text-danger [&>svg]:text-danger");
  const inside = (
    <>
      {icon}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {keys !== undefined && <Kbd keys={keys} />}
      {checked === true && <Check aria-hidden className="!text-accent" />}
    </>
  );
  if (checked !== undefined) {
    return (
      <DropdownMenu.CheckboxItem checked={checked} onSelect={onSelect} disabled={disabled} className={look}>
        {inside}
      </DropdownMenu.CheckboxItem>
    );
  }
  return (
    <DropdownMenu.Item onSelect={onSelect} disabled={disabled} className={look}>
      {inside}
    </DropdownMenu.Item>
  );
}

export function OpenMenuLabel({ children }: { children: ReactNode }) {
  return <DropdownMenu.Label className="px-2 pt-1.5 pb-1 text-xs font-medium text-muted">{children}</DropdownMenu.Label>;
}

export function OpenMenuSeparator() {
  return <DropdownMenu.Separator className="my-1 h-px bg-border" />;
}
