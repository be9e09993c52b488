import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { ApiError, messageOf } from "@/api/problem";
import { Button } from "@/components/button";
import { Dialog } from "@/components/dialog";
import { SelectField, TextField } from "@/components/field";
import { toast } from "@/lib/toasts";
import { useInvite } from "../api/invitations";
import type { Place } from "../roles";
import { RoleSelect } from "./role-select";

const schema = z.object({ email: z.email("Enter an e-mail address, like name@company.com."), days: z.enum(["1", "7", "30"]) });
type Values = z.infer<typeof schema>;

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const invite = useInvite();
  const [problem, setProblem] = useState<string | null>(null);
  const [place, setPlace] = useState<Place>({ role: "agent", roleId: null });
  const { register, handleSubmit, setError, formState } = useForm<Values>({ resolver: zodResolver(schema), defaultValues: { email: "", days: "7" } });
  const { errors } = formState;
  const submit = handleSubmit(async ({ email, days }) => {
    setProblem(null);
    try {
      await invite.mutateAsync({ email, role: place.role, role_id: place.roleId, days: Number(days) });
      toast(`An invitation is on its way to ${email}.`);
      onClose();
    } catch (error) {
      const text = error instanceof ApiError ? (error.code === "already_member" ? "This person is a member already." : error.fields.email) : undefined;
      if (text === undefined) setProblem(messageOf(error));
      else setError("email", { message: text });
    }
  });
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="Invite a member" description="They get a mail with a link that works once, for them alone.">
      <form noValidate aria-label="Invite a member" onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        {problem !== null && (
          <p role="alert" className="rounded bg-danger-soft px-3 py-2 font-medium text-danger">
            {problem}
          </p>
        )}
        <TextField label="E-mail" type="email" autoFocus {...register("email")} error={errors.email?.message} />
        <RoleSelect value={place} onPlace={setPlace} />
        <SelectField label="Good for" {...register("days")}>
          <option value="1">1 day</option>
          <option value="7">7 days</option>
          <option value="30">30 days</option>
        </SelectField>
        <div className="mt-1 flex justify-end gap-2">
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant="primary" busy={formState.isSubmitting}>
            Send invitation
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
