import { zodResolver } from "@hookform/resolvers/zod";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { z } from "zod";
import { ApiError, messageOf } from "@/api/problem";
import { signOut } from "@/api/sign-out";
import { switchWorkspace } from "@/api/switch-workspace";
import type { OpenInvitation } from "@/api/types";
import { Button } from "@/components/button";
import { TextField } from "@/components/field";
import { NewPasswordField } from "@/components/new-password-field";
import { ErrorState, Loading, Skeleton } from "@/components/states";
import { PASSWORD_MIN, PASSWORD_SHORT } from "@/lib/password-strength";
import { invitationQuery, signedInQuery, useAcceptInvitation, useRegisterInvited } from "../api/invitation";
import { showErrors } from "../form-errors";
import { AuthLayout, FormProblem } from "./auth-layout";

/** Where an invitation's link leads: an account for who is new, a click for who is not. */
export function InvitationPage() {
  const token = window.location.hash.slice(1);
  const { data: invitation, error, refetch } = useQuery(invitationQuery(token));
  if (token === "" || (error instanceof ApiError && error.status === 404)) {
    return (
      <AuthLayout title="This invitation is not good any more" lead="It was used or withdrawn, or it has expired. Ask for a new one." footer={<SignInLink />}>
        {null}
      </AuthLayout>
    );
  }
  if (invitation === undefined) {
    return (
      <AuthLayout title="Invitation" lead="One moment." footer={<SignInLink />}>
        {error === null ? (
          <Loading label="Loading the invitation">
            <Skeleton className="mb-4 h-9 w-full" />
            <Skeleton className="h-9 w-full" />
          </Loading>
        ) : (
          <ErrorState error={error} title="The invitation didn't load" retry={() => void refetch()} />
        )}
      </AuthLayout>
    );
  }
  const from = invitation.invited_by == null ? "You are invited" : `${invitation.invited_by} invites you`;
  return (
    <AuthLayout title={`Join ${invitation.workspace}`} lead={`${from} as ${invitation.role_name} (${invitation.email}).`} footer={<SignInLink />}>
      {invitation.has_account ? <Known token={token} invitation={invitation} /> : <New token={token} invitation={invitation} />}
    </AuthLayout>
  );
}

function SignInLink() {
  return (
    <Link to="/sign-in" className="font-medium text-accent underline underline-offset-2">
      To the sign-in
    </Link>
  );
}

const schema = z.object({
  name: z.string().trim().min(1, "Enter your name; your customers see it on your replies."),
  password: z.string().min(PASSWORD_MIN, PASSWORD_SHORT),
});
type Values = z.infer<typeof schema>;

function New({ token, invitation }: { token: string; invitation: OpenInvitation }) {
  const navigate = useNavigate();
  const join = useRegisterInvited();
  const [problem, setProblem] = useState<string | null>(null);
  const { register, handleSubmit, setError, formState, control } = useForm<Values>({ resolver: zodResolver(schema), defaultValues: { name: "", password: "" } });
  const [password, name] = useWatch({ control, name: ["password", "name"] });
  const { errors } = formState;
  const submit = handleSubmit(async (values) => {
    setProblem(null);
    try {
      await join.mutateAsync({ token, ...values });
      await navigate({ to: "/inbox", replace: true });
    } catch (error) {
      setProblem(showErrors<Values>(error, ["name", "password"], setError));
    }
  });
  return (
    <form noValidate aria-label="Join" onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      <FormProblem text={problem} />
      <TextField label="E-mail" type="email" autoComplete="username" readOnly value={invitation.email} />
      <TextField label="Your name" autoComplete="name" autoFocus {...register("name")} error={errors.name?.message} />
      <NewPasswordField label="Password" typed={password} about={[name, invitation.email, invitation.workspace]} {...register("password")} error={errors.password?.message} />
      <Button type="submit" variant="primary" busy={formState.isSubmitting} className="mt-1">
        Join {invitation.workspace}
      </Button>
    </form>
  );
}

function Known({ token, invitation }: { token: string; invitation: OpenInvitation }) {
  const { data: signedIn, isPending } = useQuery(signedInQuery);
  const accept = useAcceptInvitation();
  if (isPending) {
    return (
      <Loading label="Looking who is signed in">
        <Skeleton className="h-9 w-full" />
      </Loading>
    );
  }
  if (signedIn?.toLowerCase() !== invitation.email.toLowerCase()) {
    return (
      <div className="flex flex-col items-start gap-4">
        <p>
          {invitation.email} has an account. {signedIn == null ? "Sign in with it" : `You are signed in as ${signedIn}. Sign out, sign in with that account`}, and open the link again.
        </p>
        {signedIn == null ? (
          <Button variant="primary" asChild>
            <Link to="/sign-in">Sign in</Link>
          </Button>
        ) : (
          <Button onClick={() => void signOut()}>Sign out</Button>
        )}
      </div>
    );
  }
  return (
    <div className="flex flex-col gap-4">
      <FormProblem text={accept.error === null ? null : messageOf(accept.error)} />
      <Button variant="primary" busy={accept.isPending} onClick={() => accept.mutate(token, { onSuccess: ({ tenant }) => void switchWorkspace(tenant.id) })}>
        Accept the invitation
      </Button>
    </div>
  );
}
