import { useQuery } from "@tanstack/react-query";
import { ImagePlus, Trash2 } from "lucide-react";
import { useRef, useState } from "react";
import { messageOf } from "@/api/problem";
import { tenantQuery } from "@/api/queries";
import type { Tenant } from "@/api/types";
import { Button } from "@/components/button";
import { controlLook, Field } from "@/components/field";
import { Section } from "@/components/page";
import { Skeleton } from "@/components/states";
import { parseHex, readableOn } from "@/lib/contrast";
import { cx } from "@/lib/cx";
import { useCan } from "@/lib/permissions";
import { toast } from "@/lib/toasts";
import { useChangeTenant, useRemoveLogo, useSetLogo } from "../api/tenant";
import { asPng } from "../picture";

/** Logo and colour: in the app's rail, at the top of mails, and where new chatbots begin. */
export function BrandingSection() {
  const { data: tenant } = useQuery(tenantQuery);
  return (
    <Section title="Looks" description="The logo stands in this app. New chatbots begin in your colour; each can have its own.">
      {tenant === undefined ? (
        <Skeleton className="h-16 max-w-md" />
      ) : (
        <div className="flex flex-col gap-6">
          <Logo tenant={tenant} />
          <Accent key={tenant.accent ?? ""} tenant={tenant} />
        </div>
      )}
    </Section>
  );
}

function Logo({ tenant }: { tenant: Tenant }) {
  const canWrite = useCan("tenant:write");
  const set = useSetLogo();
  const remove = useRemoveLogo();
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const upload = async (file: File) => {
    setProblem(null);
    let png: Blob;
    try {
      png = await asPng(file);
    } catch {
      setProblem("This file is no picture that can be read. Use PNG, JPEG or WebP.");
      return;
    }
    try {
      await set.mutateAsync(png);
      toast("Logo saved.");
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  return (
    <div className="flex flex-wrap items-center gap-4">
      <span className="flex size-16 shrink-0 items-center justify-center rounded-lg border bg-raised text-muted">
        {tenant.logo == null ? <ImagePlus aria-hidden className="size-6" /> : <img src={tenant.logo} alt={`Logo of ${tenant.name}`} className="size-full rounded-lg object-contain" />}
      </span>
      {canWrite && (
        <div className="flex flex-col gap-2">
          <div className="flex flex-wrap gap-2">
            <input
              ref={input}
              type="file"
              aria-label="Logo"
              accept="image/png,image/jpeg,image/webp"
              className="sr-only"
              tabIndex={-1}
              onChange={(event) => {
                const file = event.target.files?.[0];
                event.target.value = "";
                if (file !== undefined) void upload(file);
              }}
            />
            <Button busy={set.isPending} onClick={() => input.current?.click()} icon={<ImagePlus aria-hidden className="size-4" />}>
              {tenant.logo == null ? "Choose a logo" : "Choose another logo"}
            </Button>
            {tenant.logo != null && (
              <Button variant="ghost" busy={remove.isPending} onClick={() => remove.mutate(undefined, { onError: (error) => setProblem(messageOf(error)) })} icon={<Trash2 aria-hidden className="size-4" />}>
                Remove
              </Button>
            )}
          </div>
          <p className="text-xs text-muted">PNG, JPEG or WebP; it is made at most 512 pixels wide and high.</p>
          {problem !== null && (
            <p role="alert" className="text-xs font-medium text-danger">
              {problem}
            </p>
          )}
        </div>
      )}
    </div>
  );
}

function Accent({ tenant }: { tenant: Tenant }) {
  const canWrite = useCan("tenant:write");
  const change = useChangeTenant();
  const [colour, setColour] = useState(tenant.accent ?? "");
  const known = parseHex(colour) !== null && colour.length === 7;
  // Waited for here and not by a callback of `mutate`: the saved colour begins the form anew, and its callbacks go with it.
  const save = (accent: string | null) =>
    void change.mutateAsync({ accent }).then(
      () => toast(accent === null ? "Colour removed." : "Colour saved."),
      () => undefined,
    );
  return (
    <form
      aria-label="Colour"
      className="flex max-w-md flex-col items-start gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (known) save(colour);
      }}
    >
      <Field className="w-full" label="Colour" error={colour !== "" && !known ? "Write it like #0f766e." : change.error === null ? undefined : messageOf(change.error)}>
        {(described) => (
          <div className="flex gap-2">
            <input
              type="color"
              aria-label="Pick the colour"
              disabled={!canWrite}
              value={known ? colour : "#0f766e"}
              onChange={(event) => setColour(event.target.value)}
              className="size-9 shrink-0 cursor-pointer rounded border border-control/60 bg-surface p-1 max-md:size-11"
            />
            <input {...described} disabled={!canWrite} value={colour} maxLength={7} spellCheck={false} placeholder="None" onChange={(event) => setColour(event.target.value.toLowerCase())} className={cx(controlLook, "h-9 font-mono max-md:h-11")} />
            {known && (
              <span className="flex h-9 shrink-0 items-center rounded px-3 font-medium max-md:h-11" style={{ backgroundColor: colour, color: readableOn(colour) }}>
                {tenant.name.slice(0, 20)}
              </span>
            )}
          </div>
        )}
      </Field>
      {canWrite && (
        <div className="flex gap-2">
          <Button type="submit" variant="primary" busy={change.isPending} disabled={!known || colour === tenant.accent}>
            Save colour
          </Button>
          {tenant.accent != null && (
            <Button variant="ghost" onClick={() => save(null)}>
              Remove
            </Button>
          )}
        </div>
      )}
    </form>
  );
}
