import { useState } from "react";
import { messageOf } from "@/api/problem";
import type { ApiKey } from "@/api/types";
import { Button } from "@/components/button";
import { Dialog } from "@/components/dialog";
import { SelectField } from "@/components/field";
import { useRotateKey } from "../api/api-keys";
import { OVERLAPS } from "../keys";
import type { Shown } from "./secret-dialog";

export function RotateDialog({ apiKey, onClose, onRotated }: { apiKey: ApiKey; onClose: () => void; onRotated: (shown: Shown) => void }) {
  const rotate = useRotateKey();
  const [hours, setHours] = useState("24");
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async () => {
    setProblem(null);
    try {
      const made = await rotate.mutateAsync({ id: apiKey.id, hours: Number(hours) });
      onRotated({ name: made.name, secret: made.secret });
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={`Rotate ${apiKey.name}`} description="You get a new key that may the same. The old one goes on for a while, so that the program misses nothing.">
      <form
        aria-label="Rotate the key"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {problem !== null && (
          <p role="alert" className="rounded bg-danger-soft px-3 py-2 font-medium text-danger">
            {problem}
          </p>
        )}
        <SelectField label="The old key goes on for" autoFocus data-autofocus value={hours} onChange={(event) => setHours(event.target.value)}>
          {OVERLAPS.map(({ value, name }) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </SelectField>
        <div className="mt-1 flex justify-end gap-2">
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant="primary" busy={rotate.isPending}>
            Rotate key
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
