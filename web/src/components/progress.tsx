import { Progress as Radix } from "radix-ui";

export function Progress({ label, value }: { label: string; value: number }) {
  const percent = Math.round(Math.min(Math.max(value, 0), 100));
  return (
    <Radix.Root value={percent} aria-label={label} className="h-1.5 w-full overflow-hidden rounded-full bg-border">
      <Radix.Indicator className="h-full bg-accent transition-[width] duration-150" style={{ width: `${percent}%` }} />
    </Radix.Root>
  );
}
