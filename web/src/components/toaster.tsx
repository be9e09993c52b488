import { X } from "lucide-react";
import { useSyncExternalStore } from "react";
import { cx } from "@/lib/cx";
import { dismiss, toastStore } from "@/lib/toasts";
import { IconButton } from "./button";

export function Toaster() {
  const toasts = useSyncExternalStore((listener) => toastStore.subscribe(listener), toastStore.snapshot);
  return (
    <div role="region" aria-label="Notifications" aria-live="polite" className="pointer-events-none fixed inset-x-3 top-[max(0.75rem,env(safe-area-inset-top))] z-60 flex flex-col items-center gap-2 md:top-auto md:bottom-5">
      {toasts.map((toast) => (
        <div
          key={toast.id}
          className={cx("enter pointer-events-auto flex min-h-11 max-w-md items-center gap-3 rounded py-1.5 pr-1.5 pl-4 shadow-float", toast.tone === "danger" ? "bg-danger text-surface" : "bg-text text-canvas")}
        >
          <span className="min-w-0 flex-1 font-medium">{toast.text}</span>
          {toast.action !== undefined && (
            <button type="button" onClick={toast.action.run} className="h-8 rounded px-2.5 font-semibold underline underline-offset-4 outline-offset-0 outline-current hover:no-underline">
              {toast.action.label}
            </button>
          )}
          <IconButton label="Dismiss" className="!text-current opacity-70 hover:!bg-transparent hover:opacity-100" onClick={() => dismiss(toast.id)}>
            <X aria-hidden className="size-4" />
          </IconButton>
        </div>
      ))}
    </div>
  );
}
