import { zodResolver } from "@hookform/resolvers/zod";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { Button } from "@/components/button";
import { PasswordField, TextField } from "@/components/field";
import { useRegister } from "../api/sign-in";
import { showErrors } from "../form-errors";
import { AuthLayout, FormProblem } from "./auth-layout";
import { OtherWays } from "./provider-buttons";

const schema = z.object({
  name: z.string().trim().min(1, "Enter your name; your customers see it on your replies."),
  workspace: z.string().trim().min(1, "Enter the name of your business."),
  email: z.email("Enter your e-mail address, like name@company.com."),
  password: z.string().min(10, "Use at least 10 characters. A few unrelated words work well."),
});
type Values = z.infer<typeof schema>;

export function RegisterPage() {
  const navigate = useNavigate();
  const create = useRegister();
  const [problem, setProblem] = useState<string | null>(null);
  const { register, handleSubmit, setError, formState } = useForm<Values>({ resolver: zodResolver(schema), defaultValues: { name: "", workspace: "", email: "", password: "" } });
  const { errors } = formState;
  const submit = handleSubmit(async (values) => {
    setProblem(null);
    try {
      await create.mutateAsync(values);
      await navigate({ to: "/inbox", replace: true });
    } catch (error) {
      setProblem(showErrors<Values>(error, ["email", "password", "name", "workspace"], setError));
    }
  });
  return (
    <AuthLayout
      title="Create a workspace"
      lead="For your business: its inbox, its documents, its chatbot."
      footer={
        <>
          Have an account?{" "}
          <Link to="/sign-in" className="font-medium text-accent underline underline-offset-2">
            Sign in
          </Link>
        </>
      }
    >
      <form noValidate aria-label="Register" onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        <FormProblem text={problem} />
        <TextField label="Your name" autoComplete="name" autoFocus {...register("name")} error={errors.name?.message} />
        <TextField label="Workspace" hint="The name of your business, as customers know it." autoComplete="organization" {...register("workspace")} error={errors.workspace?.message} />
        <TextField label="E-mail" type="email" autoComplete="username" {...register("email")} error={errors.email?.message} />
        <PasswordField label="Password" hint="At least 10 characters." autoComplete="new-password" {...register("password")} error={errors.password?.message} />
        <Button type="submit" variant="primary" busy={formState.isSubmitting} className="mt-1">
          Create workspace
        </Button>
      </form>
      <OtherWays from={undefined} withPhone={false} />
    </AuthLayout>
  );
}
