import { useQuery } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import { messageOf } from "@/api/problem";
import type { TrustedBrowser } from "@/api/types";
import { Button } from "@/components/button";
import { RelativeTime } from "@/components/relative-time";
import { ErrorState } from "@/components/states";
import { fullDate } from "@/lib/format";
import { toast } from "@/lib/toasts";
import { trustedBrowsersQuery, useForgetBrowser } from "../api/sessions";

/** Browsers that are not asked for the second factor; nothing where there are none. */
export function TrustedBrowsers() {
  const { data: browsers, error, refetch } = useQuery(trustedBrowsersQuery);
  if (error !== null && browsers === undefined) return <ErrorState error={error} title="The trusted browsers didn't load" retry={() => void refetch()} />;
  if (browsers === undefined || browsers.length === 0) return null;
  return (
    <section aria-label="Trusted browsers" className="w-full max-w-4xl px-4 pb-8 md:px-6">
      <h2 className="text-sm font-semibold">Trusted browsers</h2>
      <p className="mt-0.5 mb-4 text-muted">They sign in without your second factor. A new password, a change of your factors or signing out everywhere ends that too.</p>
      <ul aria-label="Trusted browsers" className="border-t">
        {browsers.map((browser) => (
          <Row key={browser.id} browser={browser} />
        ))}
      </ul>
    </section>
  );
}

function Row({ browser }: { browser: TrustedBrowser }) {
  const forget = useForgetBrowser();
  return (
    <li className="flex min-h-16 items-center gap-3 border-b py-2">
      <ShieldCheck aria-hidden className="size-5 shrink-0 text-muted" />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{browser.name}</p>
        <p className="text-xs text-muted">
          {browser.place ?? "Unknown place"} · last used <RelativeTime time={browser.used_at} /> · until {fullDate(browser.expires_at)}
        </p>
      </div>
      <Button
        size="sm"
        aria-label={`Stop trusting ${browser.name}`}
        busy={forget.isPending}
        onClick={() => forget.mutate(browser.id, { onSuccess: () => toast(`${browser.name} is asked for your second factor again.`), onError: (problem) => toast(messageOf(problem), { tone: "danger" }) })}
      >
        Stop trusting
      </Button>
    </li>
  );
}
