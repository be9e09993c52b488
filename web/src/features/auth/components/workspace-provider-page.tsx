import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { messageOf } from "@/api/problem";
import { Button } from "@/components/button";
import { TextField } from "@/components/field";
import { Loading, Skeleton } from "@/components/states";
import { providersQuery } from "../api/providers";
import { AuthLayout, FormProblem } from "./auth-layout";
import { ProviderButton } from "./provider-buttons";

/** Where people come in whose workspace has a provider of its own. */
export function WorkspaceProviderPage() {
  const { from, workspace } = useSearch({ strict: false });
  const [typed, setTyped] = useState(workspace ?? "");
  const [asked, setAsked] = useState(workspace);
  return (
    <AuthLayout
      title="Your workspace's provider"
      lead="Sign in where your workspace manages its people."
      footer={
        <Link to="/sign-in" search={from === undefined ? {} : { from }} className="font-medium text-accent underline underline-offset-2">
          Other ways to sign in
        </Link>
      }
    >
      <form
        aria-label="Workspace"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim() !== "") setAsked(typed.trim().toLowerCase());
        }}
      >
        <TextField label="Workspace" hint="Its short name, as your admins know it: northwind." autoFocus autoCapitalize="none" spellCheck={false} value={typed} onChange={(event) => setTyped(event.target.value)} />
        <Button type="submit" variant="primary">
          Show the way in
        </Button>
      </form>
      {asked !== undefined && <Found workspace={asked} from={from} />}
    </AuthLayout>
  );
}

function Found({ workspace, from }: { workspace: string; from: string | undefined }) {
  const { data, error, isPending } = useQuery(providersQuery(workspace));
  if (isPending) {
    return (
      <Loading label="Looking for the provider">
        <Skeleton className="mt-4 h-9 w-full" />
      </Loading>
    );
  }
  if (error !== null) return <FormProblem text={messageOf(error)} />;
  const own = data.filter((provider) => provider.workspace != null);
  return (
    <div aria-live="polite" className="mt-4 flex flex-col gap-2">
      {own.length === 0 ? <p>No workspace of that name has a provider of its own.</p> : own.map((provider) => <ProviderButton key={provider.id} provider={provider} from={from} />)}
    </div>
  );
}
