import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { messageOf } from "@/api/problem";
import { tenantQuery } from "@/api/queries";
import type { Tenant } from "@/api/types";
import { Button } from "@/components/button";
import { Dialog } from "@/components/dialog";
import { TextField } from "@/components/field";
import { Section } from "@/components/page";
import { TurnedAway, useProof } from "@/components/step-up";
import { fullDate } from "@/lib/format";
import { useCan } from "@/lib/permissions";
import { toast } from "@/lib/toasts";
import { useDeleteTenant, useRestoreTenant } from "../api/tenant";

/** The end of the workspace: an owner's, and for everyone to see once it is near. */
export function DangerSection() {
  const { data: tenant } = useQuery(tenantQuery);
  const may = useCan("tenant:delete");
  const restore = useRestoreTenant();
  const [asking, setAsking] = useState(false);
  if (tenant === undefined || (!may && tenant.delete_at == null)) return null;
  const ending = tenant.delete_at != null;
  return (
    <div id="danger">
      <Section
        title="Delete the workspace"
        description={
          ending
            ? `${tenant.deleted_by ?? "An owner"} asked for it. Until ${fullDate(tenant.delete_at ?? "")} an owner can keep it; then everything in it is erased.`
            : "Conversations, contacts, documents, chatbots and the audit log are erased thirty days after you ask for it. Until then you can take it back. People keep their accounts."
        }
      >
        {may && !ending && (
          <Button variant="danger" onClick={() => setAsking(true)}>
            Delete workspace…
          </Button>
        )}
        {may && ending && (
          <Button
            variant="primary"
            busy={restore.isPending}
            onClick={() => restore.mutate(undefined, { onSuccess: () => toast("The workspace stays."), onError: (error) => toast(messageOf(error), { tone: "danger" }) })}
          >
            Keep the workspace
          </Button>
        )}
      </Section>
      {asking && <DeleteDialog tenant={tenant} onClose={() => setAsking(false)} />}
    </div>
  );
}

function DeleteDialog({ tenant, onClose }: { tenant: Tenant; onClose: () => void }) {
  const remove = useDeleteTenant();
  const { run, question } = useProof();
  const [name, setName] = useState("");
  const [problem, setProblem] = useState<string | undefined>();
  const submit = async () => {
    setProblem(undefined);
    try {
      await run(() => remove.mutateAsync(name));
      onClose();
    } catch (error) {
      if (!(error instanceof TurnedAway)) setProblem(messageOf(error));
    }
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={`Delete ${tenant.name}?`} description="Everyone in it sees that it ends. For thirty days it goes on as before, and you can keep it after all. Then nothing brings it back.">
      {question}
      <form
        aria-label="Delete the workspace"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <TextField label={`Write “${tenant.name}” to confirm`} autoFocus autoComplete="off" value={name} onChange={(event) => setName(event.target.value)} error={problem} />
        <div className="flex justify-end gap-2">
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant="danger" busy={remove.isPending} disabled={name.trim() !== tenant.name}>
            Delete in thirty days
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
