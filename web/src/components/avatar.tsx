import { Sparkles } from "lucide-react";
import { cx } from "@/lib/cx";
import { initials } from "@/lib/format";

// Hues kept away from violet, which belongs to the AI alone.
const HUES = [25, 60, 100, 145, 190, 225, 250];

function hueOf(text: string): number {
  let sum = 0;
  for (const letter of text) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return HUES[sum % HUES.length] ?? 190;
}

interface AvatarProps {
  name: string;
  size?: "sm" | "md" | "lg";
  kind?: "person" | "ai";
  online?: boolean;
}

const SIZES = { sm: "size-6 text-[10px]", md: "size-8 text-xs", lg: "size-12 text-lg" };

export function Avatar({ name, size = "md", kind = "person", online }: AvatarProps) {
  const hue = hueOf(name);
  return (
    <span aria-hidden className="relative inline-flex shrink-0">
      {kind === "ai" ? (
        <span className={cx("inline-flex items-center justify-center rounded-full bg-ai text-on-ai", SIZES[size])}>
          <Sparkles className={size === "sm" ? "size-3.5" : "size-4"} />
        </span>
      ) : (
        <span
          data-initials={initials(name)}
          className={cx("inline-flex items-center justify-center rounded-full font-semibold before:content-[attr(data-initials)]", SIZES[size])}
          style={{ background: `light-dark(oklch(0.91 0.05 ${hue}), oklch(0.36 0.06 ${hue}))`, color: `light-dark(oklch(0.36 0.09 ${hue}), oklch(0.93 0.05 ${hue}))` }}
        />
      )}
      {online !== undefined && (
        <span className={cx("absolute -right-px -bottom-px size-2.5 rounded-full border-2 border-surface", online ? "bg-success" : "bg-control")} />
      )}
    </span>
  );
}
