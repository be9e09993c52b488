import { Link } from "@tanstack/react-router";
import { MailWarning } from "lucide-react";
import { messageOf } from "@/api/problem";
import { useResendVerification } from "@/api/verification";
import { toast } from "@/lib/toasts";

const look = "font-medium text-accent underline underline-offset-2 disabled:opacity-60";

/** Over every page until the address is verified: without it, a forgotten password would be lost. */
export function VerifyBanner({ email }: { email: string }) {
  const resend = useResendVerification();
  return (
    <section aria-label="Unverified e-mail address" className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b bg-warning-soft px-4 py-2 md:px-6">
      <MailWarning aria-hidden className="size-4 shrink-0 text-warning" />
      <p className="min-w-48 flex-1 max-md:basis-[calc(100%-2rem)]">
        Verify <span className="font-medium wrap-anywhere">{email}</span>, so that you can set a new password if you forget yours.
      </p>
      <Link to="/verify" className={look}>
        Enter the code
      </Link>
      <button
        type="button"
        className={look}
        disabled={resend.isPending}
        onClick={() => resend.mutate(undefined, { onSuccess: () => toast(`A new letter to ${email} is on its way.`), onError: (failed) => toast(messageOf(failed), { tone: "danger" }) })}
      >
        Send the letter again
      </button>
    </section>
  );
}
