import { Outlet, useParams } from "@tanstack/react-router";
import { cx } from "@/lib/cx";
import { ConversationList } from "./conversation-list";

/** List and thread side by side; one at a time on a phone. */
export function InboxPage() {
  const { conversationId } = useParams({ strict: false });
  const reading = conversationId !== undefined;
  return (
    <div className="flex h-full min-h-0">
      <div className={cx("min-h-0 w-full shrink-0 flex-col border-r bg-surface md:flex md:w-80 xl:w-[360px]", reading ? "hidden" : "flex")}>
        <ConversationList openId={conversationId ?? null} />
      </div>
      <div className={cx("min-h-0 min-w-0 flex-1 flex-col bg-surface md:flex", reading ? "flex" : "hidden")}>
        <Outlet />
      </div>
    </div>
  );
}
