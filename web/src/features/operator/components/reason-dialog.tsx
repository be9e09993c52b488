import { useState } from "react";
import { messageOf } from "@/api/problem";
import { Button } from "@/components/button";
import { Dialog } from "@/components/dialog";
import { TextAreaField } from "@/components/field";
import { reasonProblem } from "../words";

interface Props {
  title: string;
  description: string;
  action: string;
  danger?: boolean;
  /** Rejects with what went wrong. */
  act: (reason: string) => Promise<unknown>;
  onClose: () => void;
}

/** Asks why, and does it. What operators do comes back by another click, and stays in the logs. */
export function ReasonDialog({ title, description, action, danger = false, act, onClose }: Props) {
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async () => {
    const wrong = reasonProblem(reason);
    setProblem(wrong);
    if (wrong !== null) return;
    setBusy(true);
    try {
      await act(reason.trim());
      onClose();
    } catch (error) {
      setProblem(messageOf(error));
      setBusy(false);
    }
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={title} description={description}>
      <form
        noValidate
        aria-label={title}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <TextAreaField label="Reason" autoFocus maxLength={600} value={reason} error={problem ?? undefined} hint="The tenants concerned read it in their audit log." onChange={(event) => setReason(event.target.value)} />
        <div className="flex flex-wrap justify-end gap-2">
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant={danger ? "danger" : "primary"} busy={busy}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
