import { zodResolver } from "@hookform/resolvers/zod";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { z } from "zod";
import { Button } from "@/components/button";
import { Checkbox } from "@/components/checkbox";
import { TextField } from "@/components/field";
import { NewPasswordField } from "@/components/new-password-field";
import { PASSWORD_MIN, PASSWORD_SHORT } from "@/lib/password-strength";
import { authOptionsQuery, useRegister } from "../api/registration";
import { showErrors } from "../form-errors";
import { AuthLayout, FormProblem } from "./auth-layout";
import { OtherWays } from "./provider-buttons";

const schema = z.object({
  name: z.string().trim().min(1, "Enter your name; your customers see it on your replies."),
  workspace: z.string().trim().min(1, "Enter the name of your business."),
  email: z.email("Enter your e-mail address, like name@company.com."),
  password: z.string().min(PASSWORD_MIN, PASSWORD_SHORT),
  terms: z.boolean().refine((agreed) => agreed, "To go on, agree to the terms."),
});
type Values = z.infer<typeof schema>;

export function RegisterPage() {
  const navigate = useNavigate();
  const create = useRegister();
  const { data: options } = useQuery(authOptionsQuery);
  const [problem, setProblem] = useState<string | null>(null);
  const { register, handleSubmit, setError, formState, control } = useForm<Values>({
    resolver: zodResolver(schema),
    defaultValues: { name: "", workspace: "", email: "", password: "", terms: false },
  });
  const { errors } = formState;
  const [typed, ...about] = useWatch({ control, name: ["password", "name", "workspace", "email"] });
  const submit = handleSubmit(async ({ name, workspace, email, password }) => {
    setProblem(null);
    try {
      const answer = await create.mutateAsync({ name, workspace, email, password, terms_version: options?.terms.version ?? null });
      await navigate({ to: "access_token" in answer ? "/inbox" : "/register/confirm", replace: true });
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
        <NewPasswordField label="Password" typed={typed} about={about} {...register("password")} error={errors.password?.message} />
        <Checkbox {...register("terms")} error={errors.terms?.message}>
          I agree to the <Page url={options?.terms.url}>terms of use</Page> and have read the <Page url={options?.terms.privacy_url}>privacy notice</Page>.
        </Checkbox>
        <Button type="submit" variant="primary" busy={formState.isSubmitting} className="mt-1">
          Create workspace
        </Button>
      </form>
      <OtherWays from={undefined} withPhone={false} />
    </AuthLayout>
  );
}

/** A link where this installation has such a page. */
function Page({ url, children }: { url: string | null | undefined; children: string }) {
  if (url == null) return children;
  return (
    <a href={url} target="_blank" rel="noreferrer" className="font-medium text-accent underline underline-offset-2">
      {children}
    </a>
  );
}
