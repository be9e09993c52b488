import { zodResolver } from "@hookform/resolvers/zod";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { Button } from "@/components/button";
import { PasswordField, TextField } from "@/components/field";
import { useSignIn } from "../api/sign-in";
import { showErrors } from "../form-errors";
import { AuthLayout, FormProblem } from "./auth-layout";

const schema = z.object({
  email: z.email("Enter your e-mail address, like name@company.com."),
  password: z.string().min(1, "Enter your password."),
});
type Values = z.infer<typeof schema>;

export function SignInPage() {
  const navigate = useNavigate();
  const { from } = useSearch({ strict: false });
  const signIn = useSignIn();
  const [problem, setProblem] = useState<string | null>(null);
  const { register, handleSubmit, setError, formState } = useForm<Values>({ resolver: zodResolver(schema), defaultValues: { email: "", password: "" } });
  const submit = handleSubmit(async (values) => {
    setProblem(null);
    try {
      await signIn.mutateAsync(values);
      await navigate({ href: from ?? "/inbox", replace: true });
    } catch (error) {
      setProblem(showErrors<Values>(error, ["email", "password"], setError));
    }
  });
  return (
    <AuthLayout
      title="Sign in"
      lead="Answer your customers from one inbox."
      footer={
        <>
          New here?{" "}
          <Link to="/register" search={from === undefined ? {} : { from }} className="font-medium text-accent underline underline-offset-2">
            Create a workspace
          </Link>
        </>
      }
    >
      <form noValidate aria-label="Sign in" onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        <FormProblem text={problem} />
        <TextField label="E-mail" type="email" autoComplete="username" autoFocus {...register("email")} error={formState.errors.email?.message} />
        <PasswordField label="Password" autoComplete="current-password" {...register("password")} error={formState.errors.password?.message} />
        <Button type="submit" variant="primary" busy={formState.isSubmitting} className="mt-1">
          Sign in
        </Button>
      </form>
    </AuthLayout>
  );
}
