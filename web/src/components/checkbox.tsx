import { useId, type ComponentProps, type ReactNode } from "react";
import { cx } from "@/lib/cx";

type Props = Omit<ComponentProps<"input">, "type" | "children"> & { error?: string | undefined; children: ReactNode };

/** A box to tick, with words beside it that may hold links. */
export function Checkbox({ error, children, className, ...input }: Props) {
  const id = useId();
  const wrong = error !== undefined && error !== "";
  return (
    <div className={cx("flex flex-col gap-1.5", className)}>
      <div className="flex items-start gap-2.5">
        <input id={id} type="checkbox" aria-invalid={wrong ? true : undefined} aria-describedby={wrong ? `${id}-error` : undefined} className="mt-0.5 size-4 shrink-0 accent-(--accent) max-md:size-5" {...input} />
        <label htmlFor={id}>{children}</label>
      </div>
      {wrong && (
        <p id={`${id}-error`} role="alert" className="text-xs font-medium text-danger">
          {error}
        </p>
      )}
    </div>
  );
}
