import { useState } from "react";
import { messageOf } from "@/api/problem";
import type { ApiKey } from "@/api/types";
import { Button } from "@/components/button";
import { Dialog } from "@/components/dialog";
import { RelativeTime } from "@/components/relative-time";
import { toast } from "@/lib/toasts";
import { useRevokeKey } from "../api/api-keys";

/** Asks, since nothing brings a revoked key back. */
export function RevokeDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const revoke = useRevokeKey();
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async () => {
    setProblem(null);
    try {
      await revoke.mutateAsync(apiKey.id);
      toast(`${apiKey.name} is revoked.`);
      onClose();
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={`Revoke ${apiKey.name}?`} description="The program that uses it is refused from its next request on. This can't be undone.">
      <div className="flex flex-col gap-4">
        {problem !== null && (
          <p role="alert" className="rounded bg-danger-soft px-3 py-2 font-medium text-danger">
            {problem}
          </p>
        )}
        <p>
          <code>{apiKey.prefix}…</code>{" "}
          {apiKey.last_used_at == null ? (
            "was never used."
          ) : (
            <>
              was last used <RelativeTime time={apiKey.last_used_at} />.
            </>
          )}
        </p>
        <div className="flex justify-end gap-2">
          <Button variant="ghost" autoFocus data-autofocus onClick={onClose}>
            Keep it
          </Button>
          <Button variant="danger" busy={revoke.isPending} onClick={() => void submit()}>
            Revoke key
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
