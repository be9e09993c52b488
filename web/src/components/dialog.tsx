import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { useRef, useState, type ReactNode } from "react";
import { cx } from "@/lib/cx";

interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  children: ReactNode;
  wide?: boolean;
}

const overlayLook = "fade fixed inset-0 z-40 bg-[oklch(0.15_0.02_225/0.45)]";

/**
 * Where the focus was before the dialog and goes back to. Read while rendering: a field with `autoFocus`
 * takes the focus as it is mounted, before any effect could look.
 */
export function useOpener(): { onCloseAutoFocus: (event: Event) => void } {
  const [opener] = useState(() => document.activeElement);
  return {
    onCloseAutoFocus: (event) => {
      event.preventDefault();
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    },
  };
}

/**
 * The dialog itself takes the focus unless a field in it asks for it, so that no hint pops up over a button. A menu that is about
 * to close takes back what `autoFocus` got; `data-autofocus` asks again.
 */
function useFirstFocus() {
  const content = useRef<HTMLDivElement>(null);
  return {
    ref: content,
    onOpenAutoFocus: (event: Event) => {
      event.preventDefault();
      if (content.current === null || content.current.contains(document.activeElement)) return;
      (content.current.querySelector<HTMLElement>("[data-autofocus]") ?? content.current).focus();
    },
  };
}

export function Dialog(props: DialogProps) {
  return props.open ? <OpenDialog {...props} /> : null;
}

function OpenDialog({ onOpenChange, title, description, children, wide = false }: DialogProps) {
  const opener = useOpener();
  const first = useFirstFocus();
  return (
    <Radix.Root open onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={overlayLook} />
        <Radix.Content
          {...opener}
          {...first}
          {...(description === undefined ? { "aria-describedby": undefined } : {})}
          className={cx(
            "enter fixed z-50 flex max-h-[calc(100dvh-2rem)] w-full flex-col overflow-y-auto bg-surface p-5 shadow-float outline-none",
            "max-md:inset-x-0 max-md:bottom-0 max-md:rounded-t-lg max-md:pb-[max(1.25rem,env(safe-area-inset-bottom))]",
            "md:top-1/2 md:left-1/2 md:-translate-x-1/2 md:-translate-y-1/2 md:rounded-lg",
            wide ? "md:max-w-2xl" : "md:max-w-md",
          )}
        >
          <div className="mb-4 flex items-start gap-3">
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-lg font-semibold">{title}</Radix.Title>
              {description !== undefined && <Radix.Description className="mt-1 text-muted">{description}</Radix.Description>}
            </div>
            <Radix.Close aria-label="Close" className="-mt-1 -mr-1 inline-flex size-8 shrink-0 items-center justify-center rounded text-muted hover:bg-raised hover:text-text max-md:size-10">
              <X aria-hidden className="size-4" />
            </Radix.Close>
          </div>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

type SheetProps = Omit<DialogProps, "description" | "wide">;

/** A panel from the side; the whole screen on a phone. */
export function Sheet(props: SheetProps) {
  return props.open ? <OpenSheet {...props} /> : null;
}

function OpenSheet({ onOpenChange, title, children }: SheetProps) {
  const opener = useOpener();
  const first = useFirstFocus();
  return (
    <Radix.Root open onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={overlayLook} />
        <Radix.Content {...opener} {...first} aria-describedby={undefined} className="fade fixed inset-y-0 right-0 z-50 flex w-full flex-col bg-surface shadow-float outline-none md:max-w-[420px]">
          <Radix.Title className="sr-only">{title}</Radix.Title>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
