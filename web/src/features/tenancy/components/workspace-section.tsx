import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError, messageOf } from "@/api/problem";
import { tenantQuery } from "@/api/queries";
import type { Tenant } from "@/api/types";
import { Button } from "@/components/button";
import { SelectField, TextField } from "@/components/field";
import { Section } from "@/components/page";
import { ErrorState, Loading, Skeleton } from "@/components/states";
import { fullDate } from "@/lib/format";
import { useCan } from "@/lib/permissions";
import { toast } from "@/lib/toasts";
import { useChangeTenant } from "../api/tenant";
import { CURRENCIES, LOCALES, nameOfCurrency, nameOfLocale, slugOf, TIME_ZONES } from "../world";

export function WorkspaceSection() {
  const { data: tenant, error, refetch } = useQuery(tenantQuery);
  if (error !== null && tenant === undefined) return <ErrorState error={error} title="The workspace didn't load" retry={() => void refetch()} />;
  return (
    <Section title="Workspace" description={tenant === undefined ? undefined : `Created ${fullDate(tenant.created_at)}.`}>
      {tenant === undefined ? (
        <Loading label="Loading the workspace">
          {[0, 1, 2].map((row) => (
            <Skeleton key={row} className="mb-4 h-9 max-w-2xl" />
          ))}
        </Loading>
      ) : (
        // Begins anew when somebody else changed it.
        <WorkspaceForm key={[tenant.name, tenant.slug, tenant.time_zone, tenant.locale, tenant.currency].join()} tenant={tenant} />
      )}
    </Section>
  );
}

function WorkspaceForm({ tenant }: { tenant: Tenant }) {
  const canWrite = useCan("tenant:write");
  const change = useChangeTenant();
  const [values, setValues] = useState({ name: tenant.name, slug: tenant.slug, time_zone: tenant.time_zone, locale: tenant.locale, currency: tenant.currency });
  const set = (field: keyof typeof values) => (event: { target: { value: string } }) => setValues({ ...values, [field]: field === "slug" ? slugOf(event.target.value) : event.target.value });
  const problem = change.error instanceof ApiError ? change.error : null;
  const taken = problem?.code === "slug_taken" ? "Another workspace has this short name." : undefined;
  const general = change.error !== null && taken === undefined && Object.keys(problem?.fields ?? {}).length === 0 ? messageOf(change.error) : null;
  const changed = Object.entries(values).filter(([field, value]) => value !== tenant[field as keyof typeof values]);
  return (
    <form
      aria-label="Workspace"
      noValidate
      className="flex max-w-2xl flex-col items-start gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        // Waited for here and not by a callback of `mutate`: the saved values begin the form anew, and its callbacks go with it.
        void change.mutateAsync(Object.fromEntries(changed)).then(
          () => toast("Workspace saved."),
          () => undefined,
        );
      }}
    >
      {general !== null && (
        <p role="alert" className="w-full rounded bg-danger-soft px-3 py-2 font-medium text-danger">
          {general}
        </p>
      )}
      <div className="grid w-full gap-4 md:grid-cols-2">
        <TextField label="Name" hint="Customers see it in the chat." disabled={!canWrite} maxLength={100} value={values.name} onChange={set("name")} error={values.name.trim() === "" ? "Give the workspace a name." : problem?.fields.name} />
        <TextField
          label="Short name"
          hint={values.slug === tenant.slug ? "In addresses. Small letters, digits and dashes." : `${tenant.slug} stays reserved for you for 90 days.`}
          disabled={!canWrite}
          maxLength={40}
          value={values.slug}
          onChange={set("slug")}
          error={taken ?? problem?.fields.slug}
        />
        <SelectField label="Time zone" disabled={!canWrite} value={values.time_zone} onChange={set("time_zone")} error={problem?.fields.time_zone}>
          {[...new Set([tenant.time_zone, ...TIME_ZONES])].sort().map((zone) => (
            <option key={zone} value={zone}>
              {zone.replaceAll("_", " ")}
            </option>
          ))}
        </SelectField>
        <SelectField label="Language and region" disabled={!canWrite} value={values.locale} onChange={set("locale")} error={problem?.fields.locale}>
          {[...new Set([tenant.locale, ...LOCALES])].map((locale) => (
            <option key={locale} value={locale}>
              {nameOfLocale(locale)}
            </option>
          ))}
        </SelectField>
        <SelectField label="Currency" disabled={!canWrite} value={values.currency} onChange={set("currency")} error={problem?.fields.currency}>
          {[...new Set([tenant.currency, ...CURRENCIES])].map((currency) => (
            <option key={currency} value={currency}>
              {nameOfCurrency(currency)}
            </option>
          ))}
        </SelectField>
      </div>
      {canWrite && (
        <Button type="submit" variant="primary" busy={change.isPending} disabled={values.name.trim() === "" || changed.length === 0}>
          Save changes
        </Button>
      )}
    </form>
  );
}
