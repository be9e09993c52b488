import { messageOf } from "@/api/problem";
import { signOut } from "@/api/sign-out";
import { Button } from "@/components/button";
import { exactTime } from "@/lib/format";
import { toast } from "@/lib/toasts";
import { useRestoreAccount } from "../api/account";

/** What who signs in sees first while their account waits to be deleted. */
export function KeepAccount({ deletesAt }: { deletesAt: string }) {
  const restore = useRestoreAccount();
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-4 py-10">
      <div className="w-full max-w-sm">
        <h1 className="text-xl font-semibold">Your account will be deleted</h1>
        <p className="mt-1 mb-6 text-muted">As you asked, on {exactTime(deletesAt)}. Until then it can stay, with all that it has.</p>
        <div className="flex flex-wrap gap-2">
          <Button
            variant="primary"
            busy={restore.isPending}
            onClick={() => restore.mutate(undefined, { onSuccess: () => toast("Your account stays."), onError: (failed) => toast(messageOf(failed), { tone: "danger" }) })}
          >
            Keep my account
          </Button>
          <Button onClick={() => void signOut()}>Sign out</Button>
        </div>
      </div>
    </main>
  );
}
