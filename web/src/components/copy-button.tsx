import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { toast } from "@/lib/toasts";
import { Button } from "./button";

async function copy(text: string): Promise<void> {
  // The clipboard API needs a secure origin; a workspace on a plain local address is not one.
  if ("clipboard" in navigator) return navigator.clipboard.writeText(text);
  throw new Error("no clipboard");
}

export function CopyButton({ text, label }: { text: string; label: string }) {
  const [copied, setCopied] = useState(false);
  const run = () => {
    copy(text).then(
      () => {
        setCopied(true);
        setTimeout(() => setCopied(false), 2000);
      },
      () => toast("The browser didn't allow copying. Select the text and copy it by hand.", { tone: "danger" }),
    );
  };
  return (
    <Button size="sm" onClick={run} icon={copied ? <Check aria-hidden className="size-3.5" /> : <Copy aria-hidden className="size-3.5" />}>
      <span aria-live="polite">{copied ? "Copied" : label}</span>
    </Button>
  );
}
