import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { KeyRound, QrCode } from "lucide-react";
import type { SignInProvider } from "@/api/types";
import { Button } from "@/components/button";
import { providerPath, providersQuery } from "../api/providers";

/** The ways to sign in beside e-mail and password. Without them the form stands alone, so nothing here may hold it up. */
export function OtherWays({ from, withPhone = true }: { from: string | undefined; withPhone?: boolean }) {
  const { data: providers = [] } = useQuery(providersQuery());
  const search = from === undefined ? {} : { from };
  if (providers.length === 0 && !withPhone) return null;
  return (
    <div className="mt-5 flex flex-col gap-2">
      <p className="flex items-center gap-3 text-xs text-muted before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border">or</p>
      {providers.map((provider) => (
        <ProviderButton key={provider.id} provider={provider} from={from} />
      ))}
      {withPhone && (
        <>
          <Button asChild className="max-md:hidden">
            <Link to="/sign-in/phone" search={search}>
              <QrCode aria-hidden className="size-4" />
              Use your phone
            </Link>
          </Button>
          <Link to="/sign-in/workspace" search={search} className="self-center py-1 font-medium text-accent underline underline-offset-2">
            Your workspace&apos;s own provider
          </Link>
        </>
      )}
    </div>
  );
}

/** A link and no button: the server sends the browser on to the provider. */
export function ProviderButton({ provider, from }: { provider: SignInProvider; from: string | undefined }) {
  return (
    <Button asChild>
      <a href={providerPath(provider.id, from)}>
        {provider.kind === "google" ? <GoogleMark /> : <KeyRound aria-hidden className="size-4" />}
        Continue with {provider.label}
      </a>
    </Button>
  );
}

/** Google's own mark, in its colours, as it asks of those who offer its sign-in. */
function GoogleMark() {
  return (
    <svg aria-hidden viewBox="0 0 48 48" className="size-4">
      <path fill="#EA4335" d="M24 9.5c3.54 0 6.71 1.22 9.21 3.6l6.85-6.85C35.9 2.38 30.47 0 24 0 14.62 0 6.51 5.38 2.56 13.22l7.98 6.19C12.43 13.72 17.74 9.5 24 9.5z" />
      <path fill="#4285F4" d="M46.98 24.55c0-1.57-.15-3.09-.38-4.55H24v9.02h12.94c-.58 2.96-2.26 5.48-4.78 7.18l7.73 6c4.51-4.18 7.09-10.36 7.09-17.65z" />
      <path fill="#FBBC05" d="M10.53 28.59c-.48-1.45-.76-2.99-.76-4.59s.27-3.14.76-4.59l-7.98-6.19C.92 16.46 0 20.12 0 24c0 3.88.92 7.54 2.56 10.78l7.97-6.19z" />
      <path fill="#34A853" d="M24 48c6.48 0 11.93-2.13 15.89-5.81l-7.73-6c-2.15 1.45-4.92 2.3-8.16 2.3-6.26 0-11.57-4.22-13.47-9.91l-7.98 6.19C6.51 42.62 14.62 48 24 48z" />
    </svg>
  );
}
