import { Button } from "@/components/button";
import { CopyButton } from "@/components/copy-button";
import { Dialog } from "@/components/dialog";

/** A secret, the one time that it is shown. */
export function SecretDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="The signing secret" description="Give it to the receiver now. It is not shown again; if it is lost, rotate it.">
      <code aria-label="Signing secret" className="mb-4 block rounded bg-raised p-3 font-mono text-xs break-all select-all">
        {secret}
      </code>
      <div className="flex justify-end gap-2">
        <CopyButton text={secret} label="Copy" />
        <Button variant="primary" onClick={onClose}>
          I have it
        </Button>
      </div>
    </Dialog>
  );
}
