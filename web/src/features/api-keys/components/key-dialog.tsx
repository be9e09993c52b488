import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError, messageOf } from "@/api/problem";
import { rolesQuery } from "@/api/queries";
import type { ApiKey } from "@/api/types";
import { Button } from "@/components/button";
import { Dialog } from "@/components/dialog";
import { SelectField, TextAreaField, TextField } from "@/components/field";
import { useMe } from "@/lib/permissions";
import { toast } from "@/lib/toasts";
import { useChangeKey, useCreateKey } from "../api/api-keys";
import { addressesIn, EXPIRIES, expiresIn, givable, perMinuteIn, type Scope } from "../keys";
import { ScopePicker } from "./scope-picker";
import type { Shown } from "./secret-dialog";

type Faults = Partial<Record<"name" | "scopes" | "per_minute" | "allowed_addresses" | "expires_at", string>>;

/** Makes a key, or changes one. */
export function KeyDialog({ apiKey, onClose, onMade }: { apiKey: ApiKey | null; onClose: () => void; onMade?: (shown: Shown) => void }) {
  const me = useMe();
  const { data: roles } = useQuery(rolesQuery);
  const create = useCreateKey();
  const change = useChangeKey();
  const [name, setName] = useState(apiKey?.name ?? "");
  const [scopes, setScopes] = useState<ReadonlySet<Scope>>(new Set(apiKey?.scopes));
  const [perMinute, setPerMinute] = useState(apiKey?.per_minute?.toString() ?? "");
  const [addresses, setAddresses] = useState(apiKey?.allowed_addresses.join("\n") ?? "");
  const [expiry, setExpiry] = useState(apiKey === null ? "90" : "keep");
  const [faults, setFaults] = useState<Faults>({});
  const [problem, setProblem] = useState<string | null>(null);
  // The owner may everything, so that role's permissions are all there are.
  const all = roles?.find((role) => role.id == null && role.role === "owner")?.permissions.map((one) => one.permission) ?? [];

  const submit = async () => {
    const limit = perMinuteIn(perMinute);
    const found: Faults = {
      ...(name.trim() === "" && { name: "Say what the key is for." }),
      ...(scopes.size === 0 && { scopes: "Choose at least one thing that the key may do." }),
      ...(limit === undefined && { per_minute: "Enter a whole number from 1 to 100,000, or leave it empty." }),
    };
    setFaults(found);
    setProblem(null);
    if (Object.keys(found).length > 0 || limit === undefined) return;
    const fields = { name: name.trim(), scopes: [...scopes], per_minute: limit, allowed_addresses: addressesIn(addresses) };
    try {
      if (apiKey === null) {
        const made = await create.mutateAsync({ ...fields, expires_at: expiresIn(expiry) });
        onMade?.({ name: made.name, secret: made.secret });
      } else {
        await change.mutateAsync({ id: apiKey.id, ...fields, ...(expiry !== "keep" && { expires_at: expiresIn(expiry) }) });
        toast("Saved. It holds with the next request.");
        onClose();
      }
    } catch (error) {
      if (error instanceof ApiError && Object.keys(error.fields).length > 0) {
        const known = Object.entries(error.fields).map(([field, message]) => [field.replace(/\[.*$/, ""), message] as const);
        setFaults(Object.fromEntries(known));
      } else setProblem(messageOf(error));
    }
  };

  return (
    <Dialog open wide onOpenChange={(open) => !open && onClose()} title={apiKey === null ? "New API key" : `Change ${apiKey.name}`} description="You can give a key only what you may yourself.">
      <form
        noValidate
        aria-label="API key"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {problem !== null && (
          <p role="alert" className="rounded bg-danger-soft px-3 py-2 font-medium text-danger">
            {problem}
          </p>
        )}
        <TextField label="Name" autoFocus data-autofocus maxLength={100} placeholder="Web shop" value={name} error={faults.name} onChange={(event) => setName(event.target.value)} />
        <ScopePicker offered={givable(me, all)} chosen={scopes} error={faults.scopes} onChoose={setScopes} />
        <div className="grid gap-4 md:grid-cols-2">
          <SelectField label="Ends" value={expiry} error={faults.expires_at} onChange={(event) => setExpiry(event.target.value)}>
            {apiKey !== null && <option value="keep">As it is</option>}
            {EXPIRIES.map(({ value, name: words }) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </SelectField>
          <TextField label="Requests a minute" inputMode="numeric" placeholder="The usual limit" value={perMinute} error={faults.per_minute} onChange={(event) => setPerMinute(event.target.value)} />
        </div>
        <TextAreaField
          label="Only from these addresses"
          rows={2}
          placeholder="203.0.113.7"
          hint="Addresses or networks, one a line. Empty: from anywhere."
          value={addresses}
          error={faults.allowed_addresses}
          onChange={(event) => setAddresses(event.target.value)}
        />
        <div className="mt-1 flex justify-end gap-2">
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant="primary" busy={create.isPending || change.isPending}>
            {apiKey === null ? "Create key" : "Save changes"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
