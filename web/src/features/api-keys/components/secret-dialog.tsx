import { useRef } from "react";
import { TriangleAlert } from "lucide-react";
import { Button } from "@/components/button";
import { CopyButton } from "@/components/copy-button";
import { Dialog } from "@/components/dialog";
import { Notice } from "@/components/states";

export interface Shown {
  name: string;
  secret: string;
}

/** A key, shown this once. */
export function SecretDialog({ shown, onClose }: { shown: Shown; onClose: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  const example = `curl ${window.location.origin}/api/v1/contacts -H "Authorization: Bearer $DEALSMART_KEY"`;
  return (
    <Dialog open wide onOpenChange={(open) => !open && onClose()} title={`The key of ${shown.name}`} description="Send it as a bearer token. Whoever has it may do what it may.">
      <div className="flex flex-col gap-4">
        <div className="flex flex-wrap items-center gap-2">
          <input
            ref={field}
            readOnly
            autoFocus
            aria-label="API key"
            value={shown.secret}
            spellCheck={false}
            onFocus={() => field.current?.select()}
            className="h-9 min-w-0 flex-1 basis-72 rounded border border-control/60 bg-raised px-3 font-mono text-xs max-md:h-11"
          />
          <CopyButton text={shown.secret} label="Copy key" />
        </div>
        <Notice tone="warning" icon={<TriangleAlert aria-hidden />}>
          Keep it now, where only the program finds it. We keep nothing but a fingerprint of it, so it can&apos;t be shown again.
        </Notice>
        <pre className="overflow-x-auto rounded bg-raised px-3 py-2.5 text-xs" tabIndex={0} role="region" aria-label="Example">
          {example}
        </pre>
        <div className="flex justify-end">
          <Button variant="primary" onClick={onClose}>
            I&apos;ve kept it
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
