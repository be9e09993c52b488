import { useQuery } from "@tanstack/react-query";
import { LogOut, Monitor, Moon, Sun } from "lucide-react";
import { useState } from "react";
import { ApiError, messageOf } from "@/api/problem";
import { signOut } from "@/api/sign-out";
import { Button } from "@/components/button";
import { TextField } from "@/components/field";
import { Page, PageHeader, Section } from "@/components/page";
import { SettingsTabs } from "@/components/settings-tabs";
import { ErrorState, Skeleton } from "@/components/states";
import { cx } from "@/lib/cx";
import { fullDate } from "@/lib/format";
import { useCan, useMe } from "@/lib/permissions";
import { chooseTheme, useThemeChoice, type ThemeChoice } from "@/lib/theme";
import { toast } from "@/lib/toasts";
import { tenantQuery, useRenameTenant } from "../api/tenant";
import { TwoStepSection } from "./two-step-section";

const THEMES: readonly { value: ThemeChoice; name: string; icon: typeof Sun }[] = [
  { value: "system", name: "As the system", icon: Monitor },
  { value: "light", name: "Light", icon: Sun },
  { value: "dark", name: "Dark", icon: Moon },
];

export function SettingsPage() {
  const me = useMe();
  const theme = useThemeChoice();
  return (
    <Page>
      <PageHeader title="Settings" />
      <SettingsTabs />
      <div>
        <WorkspaceSection />
        <TwoStepSection />
        <Section title="Theme">
          <div role="radiogroup" aria-label="Theme" className="flex flex-wrap gap-2">
            {THEMES.map((option) => (
              <button
                key={option.value}
                type="button"
                role="radio"
                aria-checked={theme === option.value}
                onClick={() => chooseTheme(option.value)}
                className={cx("flex h-9 items-center gap-2 rounded border px-3.5 font-medium max-md:h-11", theme === option.value ? "border-accent bg-accent-soft text-accent" : "border-control/50 hover:bg-raised")}
              >
                <option.icon aria-hidden className="size-4" />
                {option.name}
              </button>
            ))}
          </div>
        </Section>
        <Section title="Account" description={me === undefined ? undefined : `Signed in as ${me.name} (${me.email}), ${me.role} of ${me.tenant.name}.`}>
          <Button onClick={() => void signOut()} icon={<LogOut aria-hidden className="size-4" />}>
            Sign out
          </Button>
        </Section>
      </div>
    </Page>
  );
}

function WorkspaceSection() {
  const { data: tenant, error, refetch } = useQuery(tenantQuery);
  const canWrite = useCan("tenant:write");
  const rename = useRenameTenant();
  const [edited, setEdited] = useState<string | null>(null);
  if (error !== null && tenant === undefined) return <ErrorState error={error} title="The workspace didn't load" retry={() => void refetch()} />;
  const name = edited ?? tenant?.name ?? "";
  const problem = rename.error === null ? undefined : rename.error instanceof ApiError ? (rename.error.fields.name ?? rename.error.message) : messageOf(rename.error);
  return (
    <Section title="Workspace" description={tenant === undefined ? undefined : `Created ${fullDate(tenant.created_at)}.`}>
      {tenant === undefined ? (
        <Skeleton className="h-9 max-w-md" />
      ) : (
        <form
          className="flex max-w-md flex-col items-start gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            rename.mutate(name.trim(), {
              onSuccess: () => {
                setEdited(null);
                toast("Workspace renamed.");
              },
            });
          }}
        >
          <TextField className="w-full" label="Name" hint="Customers see it in the chat." disabled={!canWrite} value={name} onChange={(event) => setEdited(event.target.value)} error={name.trim() === "" ? "Give the workspace a name." : problem} />
          {canWrite && (
            <Button type="submit" variant="primary" busy={rename.isPending} disabled={name.trim() === "" || name.trim() === tenant.name}>
              Save name
            </Button>
          )}
        </form>
      )}
    </Section>
  );
}
