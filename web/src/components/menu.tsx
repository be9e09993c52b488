import { Check } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import type { ReactElement, ReactNode } from "react";
import { cx } from "@/lib/cx";
import { Kbd } from "./kbd";

const itemLook =
  "flex h-8 w-full cursor-default items-center gap-2.5 rounded-sm px-2 text-sm outline-none select-none data-[highlighted]:bg-raised data-[disabled]:opacity-45 max-md:h-11 [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-muted";

export function Menu({ trigger, children, align = "end", side = "bottom" }: { trigger: ReactElement; children: ReactNode; align?: "start" | "end"; side?: "top" | "bottom" | "right" }) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content align={align} side={side} sideOffset={4} collisionPadding={8} className="fade z-50 max-h-[60dvh] min-w-48 overflow-y-auto rounded bg-surface p-1 shadow-float">
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

interface ItemProps {
  onSelect: () => void;
  icon?: ReactNode;
  keys?: string;
  danger?: boolean;
  disabled?: boolean;
  checked?: boolean;
  children: ReactNode;
}

export function MenuItem({ onSelect, icon, keys, danger = false, disabled = false, checked, children }: ItemProps) {
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

export function MenuLabel({ children }: { children: ReactNode }) {
  return <DropdownMenu.Label className="px-2 pt-1.5 pb-1 text-xs font-medium text-muted">{children}</DropdownMenu.Label>;
}

export function MenuSeparator() {
  return <DropdownMenu.Separator className="my-1 h-px bg-border" />;
}
