import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { NotificationPreference, NotificationPreferences } from "@/api/types";
import { TextField } from "@/components/field";
import { Page, PageHeader, Section } from "@/components/page";
import { ErrorState, Loading, Skeleton } from "@/components/states";
import { SwitchField } from "@/components/switch";
import { useCan } from "@/lib/permissions";
import { preferencesQuery, useSetPreferences } from "../api/notifications";
import { KINDS, ORDER } from "../words";

const NIGHT = { begins: "22:00", ends: "07:00" };

export function PreferencesPage() {
  const { data: preferences, error, isPending, refetch } = useQuery(preferencesQuery);
  return (
    <Page>
      <PageHeader title="Notifications" />
      {isPending ? (
        <Loading label="Loading your preferences">
          {[0, 1, 2, 3].map((row) => (
            <div key={row} className="flex h-16 items-center gap-3 border-b px-4 md:px-6">
              <Skeleton className="h-4 w-64" />
            </div>
          ))}
        </Loading>
      ) : preferences === undefined ? (
        <ErrorState error={error} title="Your preferences didn't load" retry={() => void refetch()} />
      ) : (
        <>
          <Kinds preferences={preferences} />
          <Quiet preferences={preferences} />
        </>
      )}
    </Page>
  );
}

function Kinds({ preferences }: { preferences: NotificationPreferences }) {
  const hearsOfWebhooks = useCan("webhooks:read");
  const set = useSetPreferences();
  const change = (one: NotificationPreference) => set.mutate({ kinds: [one], quiet_hours: preferences.quiet_hours ?? null });
  const shown = ORDER.filter((kind) => kind !== "webhook_disabled" || hearsOfWebhooks);
  return (
    <Section title="What you are told" description="In this workspace. A letter comes some minutes later, with everything that you have not looked at by then.">
      <ul className="border-b">
        {shown.map((kind) => {
          const one = preferences.kinds.find((other) => other.kind === kind);
          if (one === undefined) return null;
          return (
            <li key={kind} className="flex flex-wrap items-center gap-x-6 gap-y-3 border-t py-4">
              <div className="min-w-60 flex-1">
                <p className="font-medium">{KINDS[kind].name}</p>
                <p className="text-xs text-muted">{KINDS[kind].hint}</p>
              </div>
              <div role="group" aria-label={KINDS[kind].name} className="flex gap-6">
                <SwitchField label="In the app" checked={one.in_app} onChange={(on) => change({ ...one, in_app: on })} />
                <SwitchField label="By mail" checked={one.by_email} onChange={(on) => change({ ...one, by_email: on })} />
              </div>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

function Quiet({ preferences }: { preferences: NotificationPreferences }) {
  const set = useSetPreferences();
  const hours = preferences.quiet_hours ?? null;
  const [draft, setDraft] = useState(hours ?? NIGHT);
  const save = (quiet: { begins: string; ends: string } | null) => set.mutate({ kinds: [], quiet_hours: quiet });
  const leave = () => {
    if (draft.begins !== "" && draft.ends !== "" && (draft.begins !== hours?.begins || draft.ends !== hours.ends)) save(draft);
  };
  return (
    <Section title="Quiet hours" description="No letters in this time; what waits comes when it is over. The hours are those of your time zone, else of the workspace's.">
      <SwitchField label="Keep quiet" checked={hours !== null} onChange={(on) => save(on ? draft : null)} />
      {hours !== null && (
        <div className="mt-4 flex flex-wrap gap-3">
          <TextField label="From" type="time" value={draft.begins} onChange={(event) => setDraft({ ...draft, begins: event.target.value })} onBlur={leave} />
          <TextField label="Until" type="time" value={draft.ends} onChange={(event) => setDraft({ ...draft, ends: event.target.value })} onBlur={leave} />
        </div>
      )}
    </Section>
  );
}
