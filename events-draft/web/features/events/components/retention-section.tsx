import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { messageOf } from "@/api/problem";
import { Button } from "@/components/button";
import { SelectField } from "@/components/field";
import { Section } from "@/components/page";
import { fullDate, number, plural } from "@/lib/format";
import { useCan } from "@/lib/permissions";
import { toast } from "@/lib/toasts";
import { retentionQuery, useSetRetention } from "../api/events";

const CHOICES = [7, 14, 30, 60, 90, 180, 365];

/** For how long events are kept, and who may, may choose. */
export function RetentionSection() {
  const mayChoose = useCan("tenant:write");
  const { data: retention } = useQuery(retentionQuery);
  const save = useSetRetention();
  const [choice, setChoice] = useState<string | null>(null);
  if (retention === undefined) return null;
  const current = retention.days == null ? "" : String(retention.days);
  const chosen = choice ?? current;
  const choices = [...new Set([...CHOICES.filter((days) => days <= retention.most_days), ...(retention.days == null ? [] : [retention.days])])].sort((a, b) => a - b);
  const submit = () =>
    save.mutate(chosen === "" ? null : Number(chosen), {
      onSuccess: () => {
        setChoice(null);
        toast("Saved. What is older goes within a day.");
      },
      onError: (problem) => toast(messageOf(problem), { tone: "danger" }),
    });
  return (
    <Section
      title="How long events are kept"
      description={retention.oldest_at == null ? "There is none yet." : `From number ${number(retention.oldest_seq ?? 0)}, of ${fullDate(retention.oldest_at)}, to number ${number(retention.newest_seq)}.`}
    >
      {mayChoose ? (
        <form
          aria-label="Retention"
          className="flex flex-wrap items-end gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <SelectField label="Keep them for" className="w-56" value={chosen} onChange={(event) => setChoice(event.target.value)}>
            <option value="">As long as possible ({plural(retention.most_days, "day")})</option>
            {choices.map((days) => (
              <option key={days} value={days}>
                {plural(days, "day")}
              </option>
            ))}
          </SelectField>
          <Button type="submit" variant="primary" disabled={chosen === current} busy={save.isPending}>
            Save
          </Button>
        </form>
      ) : (
        <p>{plural(retention.days ?? retention.most_days, "day")}.</p>
      )}
    </Section>
  );
}
