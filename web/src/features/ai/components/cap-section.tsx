import { TriangleAlert } from "lucide-react";
import { useState } from "react";
import { ApiError, messageOf } from "@/api/problem";
import type { Usage } from "@/api/types";
import { Button } from "@/components/button";
import { Dialog } from "@/components/dialog";
import { TextField } from "@/components/field";
import { Section } from "@/components/page";
import { Notice } from "@/components/states";
import { dollars, share } from "@/lib/format";
import { useCan } from "@/lib/permissions";
import { toast } from "@/lib/toasts";
import { useSetCap } from "../api/usage";

const NEAR = 0.8;

export function CapSection({ usage }: { usage: Usage }) {
  const canWrite = useCan("ai:write");
  const [editing, setEditing] = useState(false);
  const cap = usage.budget.cap_micros ?? null;
  const spent = usage.budget.spent_micros;
  const part = cap === null || cap === 0 ? 0 : spent / cap;
  const month = new Date(`${usage.month}-01T00:00:00`).toLocaleDateString(undefined, { month: "long", year: "numeric" });
  return (
    <Section
      title={`Spent in ${month}`}
      description="When the cap is reached, paid models stop and the built-in answerer goes on for free."
      actions={
        canWrite && (
          <Button size="sm" onClick={() => setEditing(true)}>
            {cap === null ? "Set a cap" : "Change cap"}
          </Button>
        )
      }
    >
      <p className="mb-3 flex flex-wrap items-baseline gap-x-2">
        <span className="text-xl font-semibold tabular-nums">{dollars(spent)}</span>
        <span className="text-muted tabular-nums">{cap === null ? "no cap set" : `of ${dollars(cap)} (${share(part)})`}</span>
      </p>
      {cap !== null && (
        <div role="meter" aria-label="Spent of the monthly cap" aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.min(100, Math.round(part * 100))} aria-valuetext={`${dollars(spent)} of ${dollars(cap)}`} className="h-2 max-w-xl overflow-hidden rounded-full bg-raised">
          <div className={`h-full rounded-full ${usage.budget.exhausted ? "bg-danger" : part >= NEAR ? "bg-warning" : "bg-accent"}`} style={{ width: `${Math.min(100, part * 100)}%` }} />
        </div>
      )}
      {usage.budget.exhausted && (
        <div className="mt-4 max-w-xl">
          <Notice tone="danger" icon={<TriangleAlert aria-hidden />}>
            The cap is used up. Until next month only the built-in answerer replies; raise the cap to go on sooner.
          </Notice>
        </div>
      )}
      {editing && <CapDialog cap={cap} onClose={() => setEditing(false)} />}
    </Section>
  );
}

function CapDialog({ cap, onClose }: { cap: number | null; onClose: () => void }) {
  const setCap = useSetCap();
  const [text, setText] = useState(cap === null ? "" : String(cap / 1_000_000));
  const value = Number(text.replace(",", "."));
  const wrong = text.trim() !== "" && (!Number.isFinite(value) || value < 0);
  const problem = setCap.error === null ? undefined : setCap.error instanceof ApiError ? (setCap.error.fields.cap_micros ?? setCap.error.message) : messageOf(setCap.error);
  const save = (micros: number | null) =>
    setCap.mutate(micros, {
      onSuccess: () => {
        toast(micros === null ? "Cap removed." : `Cap set to ${dollars(micros)} a month.`);
        onClose();
      },
    });
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="Monthly cap" description="For all AI calls of this workspace together, from the first to the last day of each month.">
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!wrong && text.trim() !== "") save(Math.round(value * 1_000_000));
        }}
      >
        <TextField label="Cap in US dollars" inputMode="decimal" autoFocus value={text} onChange={(event) => setText(event.target.value)} error={wrong ? "Write an amount, like 25." : problem} />
        <div className="flex justify-end gap-2">
          {cap !== null && (
            <Button variant="ghost" onClick={() => save(null)} className="mr-auto">
              Remove cap
            </Button>
          )}
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant="primary" busy={setCap.isPending} disabled={wrong || text.trim() === ""}>
            Save cap
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
