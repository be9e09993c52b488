import { zodResolver } from "@hookform/resolvers/zod";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { ApiError } from "@/api/problem";
import type { Newcomer } from "@/api/types";
import { Button } from "@/components/button";
import { TextField } from "@/components/field";
import { ErrorState, Loading, Skeleton } from "@/components/states";
import { newcomerQuery, useRegisterNewcomer } from "../api/providers";
import { showErrors } from "../form-errors";
import { AuthLayout, FormProblem } from "./auth-layout";

const toSignIn = (
  <Link to="/sign-in" className="font-medium text-accent underline underline-offset-2">
    To the sign-in
  </Link>
);

/** Whom a provider has proven and who is new here: they name a workspace. */
export function WelcomePage() {
  const { data: newcomer, error, refetch } = useQuery(newcomerQuery);
  if (error instanceof ApiError && error.status === 404) {
    return (
      <AuthLayout title="Begin again" lead="It took longer than half an hour, or you are registered already." footer={toSignIn}>
        {null}
      </AuthLayout>
    );
  }
  if (newcomer === undefined) {
    return (
      <AuthLayout title="Welcome" lead="One moment." footer={toSignIn}>
        {error === null ? (
          <Loading label="Loading what the provider said">
            <Skeleton className="mb-4 h-9 w-full" />
            <Skeleton className="h-9 w-full" />
          </Loading>
        ) : (
          <ErrorState error={error} title="That didn't load" retry={() => void refetch()} />
        )}
      </AuthLayout>
    );
  }
  return (
    <AuthLayout title="Welcome" lead={`${newcomer.provider} says that you are ${newcomer.email}. Nobody has that address here yet: name your workspace.`} footer={<>Invited to one? Open the link in your invitation instead.</>}>
      <WelcomeForm newcomer={newcomer} />
    </AuthLayout>
  );
}

const schema = z.object({
  name: z.string().trim().min(1, "Enter your name; your customers see it on your replies."),
  workspace: z.string().trim().min(1, "Enter the name of your business."),
});
type Values = z.infer<typeof schema>;

function WelcomeForm({ newcomer }: { newcomer: Newcomer }) {
  const navigate = useNavigate();
  const create = useRegisterNewcomer();
  const [problem, setProblem] = useState<string | null>(null);
  const { register, handleSubmit, setError, formState } = useForm<Values>({ resolver: zodResolver(schema), defaultValues: { name: newcomer.name, workspace: "" } });
  const { errors } = formState;
  const submit = handleSubmit(async (values) => {
    setProblem(null);
    try {
      await create.mutateAsync(values);
      await navigate({ href: newcomer.from, replace: true });
    } catch (error) {
      setProblem(error instanceof ApiError && error.status === 409 ? error.message : showErrors<Values>(error, ["name", "workspace"], setError));
    }
  });
  return (
    <form noValidate aria-label="Register" onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      <FormProblem text={problem} />
      <TextField label="Workspace" hint="The name of your business, as customers know it." autoComplete="organization" autoFocus {...register("workspace")} error={errors.workspace?.message} />
      <TextField label="Your name" autoComplete="name" {...register("name")} error={errors.name?.message} />
      <Button type="submit" variant="primary" busy={formState.isSubmitting} className="mt-1">
        Create workspace
      </Button>
    </form>
  );
}
