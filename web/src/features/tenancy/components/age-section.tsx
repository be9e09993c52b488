import { useQuery } from "@tanstack/react-query";
import { BadgeCheck } from "lucide-react";
import { useState } from "react";
import { ApiError, messageOf } from "@/api/problem";
import { Badge } from "@/components/badge";
import { Button } from "@/components/button";
import { TextField } from "@/components/field";
import { Section } from "@/components/page";
import { ErrorState, Skeleton } from "@/components/states";
import { fullDate, plural } from "@/lib/format";
import { toast } from "@/lib/toasts";
import { ageQuery, useVerifyAge } from "../api/age";

export function AgeSection() {
  const { data: age, error, refetch } = useQuery(ageQuery);
  return (
    <Section title="Your age" description="Needed only for what is for adults. Your date of birth is kept encrypted, and shown to nobody.">
      {error !== null && age === undefined ? (
        <ErrorState className="!items-start !px-0 !py-2" error={error} title="Your age check didn't load" retry={() => void refetch()} />
      ) : age === undefined ? (
        <Skeleton className="h-9 max-w-xs" />
      ) : age.verified ? (
        <p className="flex flex-wrap items-center gap-2">
          <Badge tone="success" icon={<BadgeCheck aria-hidden className="size-3.5" />}>
            18 or older
          </Badge>
          {age.checked_at != null && <span className="text-muted">Verified on {fullDate(age.checked_at)}.</span>}
        </p>
      ) : (
        <AgeForm checked={age.checked_at != null} left={age.attempts_left} />
      )}
    </Section>
  );
}

function AgeForm({ checked, left }: { checked: boolean; left: number }) {
  const verify = useVerifyAge();
  const [date, setDate] = useState("");
  const problem = verify.error === null ? undefined : verify.error instanceof ApiError ? (verify.error.fields.date_of_birth ?? verify.error.message) : messageOf(verify.error);
  const hint = !checked ? undefined : left === 0 ? "By the date that you gave you are not 18 yet. Come back on your birthday, with the same date." : `By the date that you gave you are not 18 yet. ${plural(left, "correction")} left.`;
  return (
    <form
      aria-label="Your age"
      className="flex max-w-xs flex-col items-start gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        verify.mutate(date, { onSuccess: (age) => toast(age.verified ? "Your age is verified." : "By this date you are not 18 yet.") });
      }}
    >
      <TextField className="w-full" type="date" label="Date of birth" autoComplete="bday" hint={hint} value={date} onChange={(event) => setDate(event.target.value)} error={problem} />
      <Button type="submit" busy={verify.isPending} disabled={date === ""}>
        Verify
      </Button>
    </form>
  );
}
