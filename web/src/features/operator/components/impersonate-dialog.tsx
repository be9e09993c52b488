import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { messageOf } from "@/api/problem";
import { Button } from "@/components/button";
import { Dialog } from "@/components/dialog";
import { SelectField, TextAreaField } from "@/components/field";
import { SwitchField } from "@/components/switch";
import { useImpersonate } from "../api/impersonations";
import { reasonProblem } from "../words";

interface Props {
  tenant: { id: string; name: string };
  member: { id: string; name: string };
  onClose: () => void;
}

/** Enters a workspace in a member's name: reading unless chosen otherwise, for an hour at most. */
export function ImpersonateDialog({ tenant, member, onClose }: Props) {
  const navigate = useNavigate();
  const impersonate = useImpersonate();
  const [reason, setReason] = useState("");
  const [minutes, setMinutes] = useState(30);
  const [writes, setWrites] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async () => {
    const wrong = reasonProblem(reason);
    setProblem(wrong);
    if (wrong !== null) return;
    try {
      await impersonate.mutateAsync({ tenantId: tenant.id, userId: member.id, reason: reason.trim(), minutes, writes });
      await navigate({ to: "/inbox" });
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Enter as ${member.name}`}
      description={`You see ${tenant.name} as ${member.name} does. Its owners get a letter, and everything you do stands in its audit log as yours.`}
    >
      <form
        noValidate
        aria-label="Enter a workspace"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <TextAreaField label="Reason" autoFocus maxLength={600} value={reason} error={problem ?? undefined} hint="Such as the number of the ticket. The workspace reads it." onChange={(event) => setReason(event.target.value)} />
        <SelectField label="For how long" value={minutes} onChange={(event) => setMinutes(Number(event.target.value))}>
          {[15, 30, 60].map((choice) => (
            <option key={choice} value={choice}>
              {choice} minutes
            </option>
          ))}
        </SelectField>
        <SwitchField label="Also change things" hint="Conversations, contacts, knowledge and chatbots. Never members, roles, keys, money or the account." checked={writes} onChange={setWrites} />
        <div className="flex flex-wrap justify-end gap-2">
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant="primary" busy={impersonate.isPending}>
            {writes ? "Enter to read and write" : "Enter to read"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
