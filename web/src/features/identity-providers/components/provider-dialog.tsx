import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { ApiError, messageOf } from "@/api/problem";
import type { IdentityProvider } from "@/api/types";
import { Button } from "@/components/button";
import { Dialog } from "@/components/dialog";
import { PasswordField, SelectField, TextField } from "@/components/field";
import { toast } from "@/lib/toasts";
import { useSaveProvider } from "../api/identity-providers";
import { readDomains } from "../domains";

const schema = z
  .object({
    label: z.string().trim().min(1, "Give it the name that your people know it by."),
    issuer: z.string().trim().regex(/^https?:\/\/\S+$/, "Enter its address, beginning with https://."),
    client_id: z.string().trim().min(1, "Enter the client ID that the provider gave you."),
    client_secret: z.string(),
    domains: z.string(),
    join_role: z.enum(["", "viewer", "agent", "supervisor", "admin"]),
  })
  .refine(({ domains, join_role }) => join_role === "" || readDomains(domains).length > 0, { path: ["domains"], message: "Say for which domains people may join by themselves." });
type Values = z.infer<typeof schema>;
const FIELDS = ["label", "issuer", "client_id", "client_secret", "domains", "join_role"] as const;

export function ProviderDialog({ provider, onClose }: { provider: IdentityProvider | null; onClose: () => void }) {
  const save = useSaveProvider(provider);
  const [problem, setProblem] = useState<string | null>(null);
  const { register, handleSubmit, setError, formState } = useForm<Values>({
    resolver: zodResolver(schema),
    defaultValues: {
      label: provider?.label ?? "",
      issuer: provider?.issuer ?? "",
      client_id: provider?.client_id ?? "",
      client_secret: "",
      domains: provider?.domains.join(", ") ?? "",
      join_role: provider?.join_role == null || provider.join_role === "owner" ? "" : provider.join_role,
    },
  });
  const { errors } = formState;
  const submit = handleSubmit(async ({ client_secret, domains, join_role, ...values }) => {
    setProblem(null);
    try {
      await save.mutateAsync({ ...values, ...(client_secret === "" ? {} : { client_secret }), domains: readDomains(domains), join_role: join_role === "" ? null : join_role });
      toast(provider === null ? `${values.label} is set up. Test it.` : `${values.label} is changed.`);
      onClose();
    } catch (error) {
      const field = error instanceof ApiError ? FIELDS.find((name) => error.fields[name] !== undefined) : undefined;
      if (field === undefined || !(error instanceof ApiError)) setProblem(messageOf(error));
      else setError(field, { message: error.fields[field] }, { shouldFocus: true });
    }
  });
  const title = provider === null ? "Add a provider" : `Change ${provider.label}`;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={title} description="Register DealSmart there as a web application first; it gives you a client ID and a secret.">
      <form noValidate aria-label={title} onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        {problem !== null && (
          <p role="alert" className="rounded bg-danger-soft px-3 py-2 font-medium text-danger">
            {problem}
          </p>
        )}
        <TextField label="Name" hint="On the button: Continue with …" autoFocus {...register("label")} error={errors.label?.message} />
        <TextField label="Issuer" hint="Exactly as the provider writes it, such as https://login.corp.example." inputMode="url" spellCheck={false} {...register("issuer")} error={errors.issuer?.message} />
        <TextField label="Client ID" autoComplete="off" spellCheck={false} {...register("client_id")} error={errors.client_id?.message} />
        <PasswordField label="Client secret" hint={provider?.has_secret === true ? "One is kept. Leave empty to keep it." : "Kept sealed, and shown to nobody."} autoComplete="off" {...register("client_secret")} error={errors.client_secret?.message} />
        <TextField label="E-mail domains" hint="Those that it is for, such as corp.example. Empty: any." spellCheck={false} {...register("domains")} error={errors.domains?.message} />
        <SelectField label="Who is no member yet" {...register("join_role")} error={errors.join_role?.message}>
          <option value="">needs an invitation</option>
          <option value="viewer">joins as viewer</option>
          <option value="agent">joins as agent</option>
          <option value="supervisor">joins as supervisor</option>
          <option value="admin">joins as admin</option>
        </SelectField>
        <div className="mt-1 flex justify-end gap-2">
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant="primary" busy={formState.isSubmitting}>
            {provider === null ? "Add provider" : "Save"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
