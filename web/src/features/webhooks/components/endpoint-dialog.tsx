import { zodResolver } from "@hookform/resolvers/zod";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { ApiError, messageOf } from "@/api/problem";
import type { WebhookEndpoint } from "@/api/types";
import { Button } from "@/components/button";
import { Dialog } from "@/components/dialog";
import { controlLook, Field, TextField } from "@/components/field";
import { cx } from "@/lib/cx";
import { toast } from "@/lib/toasts";
import { eventTypesQuery, useChangeEndpoint, useCreateEndpoint, type EndpointValues } from "../api/webhooks";
import { readHeaders } from "../headers";

const schema = z.object({
  url: z.string().trim().regex(/^https?:\/\/\S+$/, "Enter an address, beginning with https://."),
  description: z.string().trim().max(200, "Use at most 200 characters."),
  event_types: z.array(z.string()),
  headers: z.string().refine((text) => readHeaders(text) !== null, "Write one a line, such as Authorization: Bearer …"),
  rate_limit: z.string().regex(/^\d{0,4}$/, "Enter a whole number, or nothing."),
});
type Values = z.infer<typeof schema>;
const FIELDS = ["url", "description", "event_types", "headers", "rate_limit"] as const;

interface Props {
  endpoint: WebhookEndpoint | null;
  onClose: () => void;
  onSecret: (secret: string) => void;
}

export function EndpointDialog({ endpoint, onClose, onSecret }: Props) {
  const create = useCreateEndpoint();
  const change = useChangeEndpoint(endpoint?.id ?? "");
  const { data: types } = useQuery(eventTypesQuery);
  const [problem, setProblem] = useState<string | null>(null);
  const { register, handleSubmit, setError, formState } = useForm<Values>({
    resolver: zodResolver(schema),
    defaultValues: {
      url: endpoint?.url ?? "",
      description: endpoint?.description ?? "",
      event_types: endpoint?.event_types ?? [],
      headers: "",
      rate_limit: endpoint?.rate_limit == null ? "" : String(endpoint.rate_limit),
    },
  });
  const { errors } = formState;
  const submit = handleSubmit(async ({ headers, rate_limit, ...values }) => {
    setProblem(null);
    const given = readHeaders(headers) ?? {};
    const body: EndpointValues = { ...values, rate_limit: rate_limit === "" ? null : Number(rate_limit), ...(Object.keys(given).length === 0 ? {} : { headers: given }) };
    try {
      if (endpoint === null) onSecret((await create.mutateAsync(body)).secret);
      else {
        await change.mutateAsync(body);
        toast("The endpoint is changed");
      }
      onClose();
    } catch (error) {
      const field = error instanceof ApiError ? FIELDS.find((name) => error.fields[name] !== undefined) : undefined;
      if (field === undefined || !(error instanceof ApiError)) setProblem(messageOf(error));
      else setError(field, { message: error.fields[field] }, { shouldFocus: true });
    }
  });
  const title = endpoint === null ? "Add an endpoint" : "Change the endpoint";
  const kept = endpoint?.header_names ?? [];
  return (
    <Dialog open wide onOpenChange={(open) => !open && onClose()} title={title} description="It is sent a signed POST request for each event.">
      <form noValidate aria-label={title} onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        {problem !== null && (
          <p role="alert" className="rounded bg-danger-soft px-3 py-2 font-medium text-danger">
            {problem}
          </p>
        )}
        <TextField label="Address" placeholder="https://" inputMode="url" spellCheck={false} autoFocus data-autofocus {...register("url")} error={errors.url?.message} />
        <TextField label="Description" hint="What it is for." {...register("description")} error={errors.description?.message} />
        <fieldset className="min-w-0">
          <legend className="mb-1.5 font-medium">Events</legend>
          <p className="mb-2 text-xs text-muted">None chosen: every event, also those of later versions.</p>
          <div className="grid max-h-48 gap-x-4 gap-y-1 overflow-y-auto rounded border p-2 md:grid-cols-2">
            {(types ?? []).map((type) => (
              <label key={type.type} title={type.summary} className="flex min-h-7 items-center gap-2 max-md:min-h-11">
                <input type="checkbox" value={type.type} className="size-4 accent-accent" {...register("event_types")} />
                <span className="truncate">{type.type}</span>
              </label>
            ))}
          </div>
          {errors.event_types?.message !== undefined && (
            <p role="alert" className="mt-1 text-xs font-medium text-danger">
              {errors.event_types.message}
            </p>
          )}
        </fieldset>
        <Field label="Headers" hint={kept.length === 0 ? "One a line, such as Authorization: Bearer … Kept sealed, and not shown again." : `Kept: ${kept.join(", ")}. Leave empty to keep them.`} error={errors.headers?.message}>
          {(described) => <textarea rows={2} spellCheck={false} autoComplete="off" {...described} {...register("headers")} className={cx(controlLook, "py-2 font-mono")} />}
        </Field>
        <TextField label="Requests a second" hint="At the most. Empty: as fast as it answers." inputMode="numeric" {...register("rate_limit")} error={errors.rate_limit?.message} />
        <div className="mt-1 flex justify-end gap-2">
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant="primary" busy={formState.isSubmitting}>
            {endpoint === null ? "Add endpoint" : "Save"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
