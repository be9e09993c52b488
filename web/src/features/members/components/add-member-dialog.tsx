import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { ApiError, messageOf } from "@/api/problem";
import type { Role } from "@/api/types";
import { Button } from "@/components/button";
import { Dialog } from "@/components/dialog";
import { PasswordField, SelectField, TextField } from "@/components/field";
import { toast } from "@/lib/toasts";
import { useAddMember } from "../api/members";
import { grantable, ROLE_MEANINGS, ROLE_NAMES } from "../roles";

const schema = z.object({
  name: z.string().trim().min(1, "Enter their name."),
  email: z.email("Enter an e-mail address, like name@company.com."),
  role: z.enum(["owner", "admin", "supervisor", "agent", "viewer"]),
  password: z.string().min(10, "Use at least 10 characters."),
});
type Values = z.infer<typeof schema>;
const FIELDS = ["name", "email", "role", "password"] as const;

export function AddMemberDialog({ myRole, onClose }: { myRole: Role; onClose: () => void }) {
  const add = useAddMember();
  const [problem, setProblem] = useState<string | null>(null);
  const { register, handleSubmit, setError, watch, formState } = useForm<Values>({ resolver: zodResolver(schema), defaultValues: { name: "", email: "", role: "agent", password: "" } });
  const { errors } = formState;
  const submit = handleSubmit(async (values) => {
    setProblem(null);
    try {
      await add.mutateAsync(values);
      toast(`${values.name} can sign in now.`);
      onClose();
    } catch (error) {
      const known = error instanceof ApiError ? FIELDS.filter((field) => error.fields[field] !== undefined) : [];
      for (const field of known) setError(field, { message: error instanceof ApiError ? error.fields[field] : "" });
      if (known.length === 0) setProblem(messageOf(error));
    }
  });
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="Add a member" description="They sign in with this e-mail and first password.">
      <form noValidate aria-label="Add a member" onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        {problem !== null && (
          <p role="alert" className="rounded bg-danger-soft px-3 py-2 font-medium text-danger">
            {problem}
          </p>
        )}
        <TextField label="Name" autoFocus {...register("name")} error={errors.name?.message} />
        <TextField label="E-mail" type="email" {...register("email")} error={errors.email?.message} />
        <SelectField label="Role" hint={ROLE_MEANINGS[watch("role")]} {...register("role")} error={errors.role?.message}>
          {grantable(myRole).map((role) => (
            <option key={role} value={role}>
              {ROLE_NAMES[role]}
            </option>
          ))}
        </SelectField>
        <PasswordField label="First password" hint="At least 10 characters. Give it to them in person or by phone." autoComplete="new-password" {...register("password")} error={errors.password?.message} />
        <div className="mt-1 flex justify-end gap-2">
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant="primary" busy={formState.isSubmitting}>
            Add member
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
