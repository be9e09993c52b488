import { Link, useNavigate } from "@tanstack/react-router";
import { Button } from "@/components/button";
import { toast } from "@/lib/toasts";
import { useConfirmEmailChange, useUndoEmailChange } from "../api/email-change";
import { LinkPage } from "./link-page";

const toAccount = (
  <Button variant="primary" asChild>
    <Link to="/settings/account">To your account</Link>
  </Button>
);

/** Where the letter to a new address leads. */
export function EmailChangePage() {
  const confirm = useConfirmEmailChange();
  return (
    <LinkPage
      token={window.location.hash.slice(1)}
      title="Confirm your new e-mail address"
      run={(shown) => confirm.mutateAsync(shown)}
      done={{ title: "Your address is changed", lead: "From now on you sign in with it. Your old address was told, and can take it back for seven days.", next: toAccount }}
      over={{ lead: "It was used, or replaced by a newer one, or its time is over.", next: toAccount }}
    />
  );
}

/** Where the letter to an address of before leads: it is taken back, and a new password follows. */
export function EmailUndoPage() {
  const navigate = useNavigate();
  const undo = useUndoEmailChange();
  return (
    <LinkPage
      token={window.location.hash.slice(1)}
      title="Take your address back"
      run={async ({ token }) => {
        const restored = await undo.mutateAsync(token);
        toast(`${restored.email} is your address again. Set a new password now.`, { ms: 10_000 });
        await navigate({ to: "/reset", hash: restored.reset_token, replace: true });
      }}
      over={{
        lead: "It was used, or its seven days are over. If somebody has your account, ask whoever runs DealSmart for you.",
        next: (
          <Button asChild>
            <Link to="/forgot">Set a new password</Link>
          </Button>
        ),
      }}
    />
  );
}
