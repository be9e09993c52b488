import { useMemo, useState, type SubmitEvent } from "react";
import { cureOf } from "@/api/cures";
import type { Me } from "@/api/types";
import { Button } from "@/components/button";
import { SelectField, TextField } from "@/components/field";
import { Section } from "@/components/page";
import { toast } from "@/lib/toasts";
import { useUpdateProfile } from "../api/account";

const LANGUAGES = ["en-US", "en-GB", "de-DE", "fr-FR", "es-ES", "it-IT", "nl-NL", "nb-NO", "sv-SE", "da-DK", "fi-FI", "pl-PL", "pt-BR", "hi-IN", "ja-JP"] as const;

const languageName = (tag: string): string => new Intl.DisplayNames(undefined, { type: "language" }).of(tag) ?? tag;

/** Every zone that the browser knows, and the one that is set, should it not. */
function timeZones(set: string): string[] {
  const known = Intl.supportedValuesOf("timeZone");
  return set === "" || known.includes(set) ? known : [set, ...known];
}

export function ProfileSection({ me }: { me: Me }) {
  const update = useUpdateProfile();
  const [name, setName] = useState(me.name);
  const [locale, setLocale] = useState(me.locale ?? "");
  const [timeZone, setTimeZone] = useState(me.time_zone ?? "");
  const zones = useMemo(() => timeZones(me.time_zone ?? ""), [me.time_zone]);
  const languages = LANGUAGES.some((tag) => tag === locale) || locale === "" ? LANGUAGES : [locale, ...LANGUAGES];
  const unchanged = name.trim() === me.name && locale === (me.locale ?? "") && timeZone === (me.time_zone ?? "");
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (name.trim() !== "" && !unchanged) update.mutate({ name: name.trim(), locale, time_zone: timeZone }, { onSuccess: () => toast("Your profile is saved.") });
  };
  const here = Intl.DateTimeFormat().resolvedOptions();
  return (
    <Section title="Profile" description="The same in all your workspaces.">
      <form noValidate aria-label="Profile" className="flex max-w-md flex-col items-start gap-4" onSubmit={submit}>
        <TextField className="w-full" label="Name" hint="Customers see it on your replies." autoComplete="name" maxLength={100} value={name} onChange={(event) => setName(event.target.value)} error={name.trim() === "" ? "Enter your name." : update.error === null ? undefined : cureOf(update.error, "name")} />
        <SelectField className="w-full" label="Language and formats" value={locale} onChange={(event) => setLocale(event.target.value)}>
          <option value="">As the browser says ({languageName(here.locale)})</option>
          {languages.map((tag) => (
            <option key={tag} value={tag}>
              {languageName(tag)}
            </option>
          ))}
        </SelectField>
        <SelectField className="w-full" label="Time zone" value={timeZone} onChange={(event) => setTimeZone(event.target.value)}>
          <option value="">As the browser says ({here.timeZone})</option>
          {zones.map((zone) => (
            <option key={zone} value={zone}>
              {zone.replaceAll("_", " ")}
            </option>
          ))}
        </SelectField>
        <Button type="submit" variant="primary" busy={update.isPending} disabled={unchanged || name.trim() === ""}>
          Save profile
        </Button>
      </form>
    </Section>
  );
}
