import { Loader2 } from "lucide-react";
import { Slot } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { cx } from "@/lib/cx";
import { Tooltip } from "./tooltip";

type Variant = "primary" | "secondary" | "ghost" | "danger" | "ai";

const VARIANTS: Record<Variant, string> = {
  primary: "bg-accent text-on-accent hover:brightness-110 border-transparent",
  secondary: "bg-surface text-text border-control/50 hover:bg-raised",
  ghost: "bg-transparent text-text border-transparent hover:bg-raised",
  danger: "bg-transparent text-danger border-danger/50 hover:bg-danger-soft",
  ai: "bg-ai text-on-ai border-transparent hover:brightness-110",
};

export interface ButtonProps extends ComponentProps<"button"> {
  variant?: Variant;
  size?: "sm" | "md";
  busy?: boolean;
  icon?: ReactNode;
  asChild?: boolean;
}

export function Button({ variant = "secondary", size = "md", busy = false, icon, asChild = false, className, children, disabled, type = "button", ...rest }: ButtonProps) {
  const look = cx(
    "inline-flex shrink-0 items-center justify-center gap-1.5 rounded border font-medium whitespace-nowrap transition-colors duration-100 select-none",
    "disabled:opacity-50 disabled:cursor-not-allowed",
    size === "sm" ? "h-7 px-2.5 text-xs max-md:h-9" : "h-9 px-3.5 text-sm max-md:h-10",
    VARIANTS[variant],
    className,
  );
  if (asChild) {
    return (
      <Slot.Root className={look} {...rest}>
        {children}
      </Slot.Root>
    );
  }
  return (
    <button type={type} className={look} disabled={disabled === true || busy} aria-busy={busy || undefined} {...rest}>
      {busy ? <Loader2 aria-hidden className="size-4 animate-spin" /> : icon}
      {children}
    </button>
  );
}

interface IconButtonProps extends ComponentProps<"button"> {
  label: string;
  keys?: string;
  pressed?: boolean;
}

/** A button that shows only a picture; its name is spoken and shown on hover. */
export function IconButton({ label, keys, pressed, className, children, type = "button", ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} keys={keys}>
      <button
        type={type}
        aria-label={label}
        aria-pressed={pressed}
        className={cx(
          "inline-flex size-8 shrink-0 items-center justify-center rounded text-muted transition-colors duration-100 hover:bg-raised hover:text-text disabled:opacity-40 max-md:size-10",
          pressed === true && "bg-raised text-text",
          className,
        )}
        {...rest}
      >
        {children}
      </button>
    </Tooltip>
  );
}
