import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Bell, Bot, CheckCheck, MailOpen, MessageSquare, Settings, UserCheck, Webhook } from "lucide-react";
import { useState } from "react";
import type { Notification, NotificationKind } from "@/api/types";
import { Button, IconButton } from "@/components/button";
import { Page, PageHeader } from "@/components/page";
import { RelativeTime } from "@/components/relative-time";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/states";
import { cx } from "@/lib/cx";
import { notificationsQuery, unreadCountQuery, useMark, useReadAll } from "../api/notifications";

const ICONS: Record<NotificationKind, typeof Bell> = { assignment: UserCheck, new_message: MessageSquare, handover: Bot, webhook_disabled: Webhook };

export function NotificationsPage() {
  const [unreadOnly, setUnreadOnly] = useState(false);
  const { data: unread = 0 } = useQuery(unreadCountQuery);
  const { data, error, isPending, isPlaceholderData, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(notificationsQuery(unreadOnly));
  const readAll = useReadAll();
  const notifications = data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <Page>
      <PageHeader
        title="Notifications"
        actions={
          <>
            {unread > 0 && (
              <Button busy={readAll.isPending} onClick={() => readAll.mutate(null)} icon={<CheckCheck aria-hidden className="size-4" />}>
                Mark all as read
              </Button>
            )}
            <Link to="/settings/notifications" aria-label="Choose what you are told" className="flex size-9 items-center justify-center rounded text-muted hover:bg-raised hover:text-text max-md:size-11">
              <Settings aria-hidden className="size-4" />
            </Link>
          </>
        }
      />
      <section aria-label="Your notifications" className="w-full max-w-3xl px-4 py-5 md:px-6">
        <div role="group" aria-label="Show" className="mb-3 flex gap-1">
          {[
            { name: "All", value: false },
            { name: "Unread", value: true },
          ].map((choice) => (
            <button
              key={choice.name}
              type="button"
              aria-pressed={unreadOnly === choice.value}
              onClick={() => setUnreadOnly(choice.value)}
              className={cx("h-7 rounded-full px-3 text-xs font-medium transition-colors max-md:h-9", unreadOnly === choice.value ? "bg-accent-soft text-accent" : "text-muted hover:bg-raised hover:text-text")}
            >
              {choice.name}
            </button>
          ))}
        </div>
        {isPending ? (
          <Loading label="Loading notifications">
            {[0, 1, 2].map((row) => (
              <div key={row} className="flex h-16 items-center gap-3 border-b">
                <Skeleton className="size-5 !rounded-full" />
                <Skeleton className="h-4 flex-1" />
              </div>
            ))}
          </Loading>
        ) : error !== null && notifications.length === 0 ? (
          <ErrorState error={error} title="Your notifications didn't load" retry={() => void refetch()} />
        ) : notifications.length === 0 ? (
          <EmptyState icon={<Bell aria-hidden />} title={unreadOnly ? "All read" : "Nothing yet"} action={unreadOnly && <Button onClick={() => setUnreadOnly(false)}>Show all</Button>}>
            {unreadOnly ? "There is nothing that you have not seen." : "Conversations that come to you, and what customers write in them, show up here."}
          </EmptyState>
        ) : (
          <ul aria-label="Notifications" aria-busy={isPlaceholderData} className={cx("border-t", isPlaceholderData && "opacity-60")}>
            {notifications.map((one) => (
              <Row key={one.id} notification={one} />
            ))}
          </ul>
        )}
        {hasNextPage && (
          <Button className="mt-4" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            Show more
          </Button>
        )}
      </section>
    </Page>
  );
}

function Row({ notification }: { notification: Notification }) {
  const mark = useMark();
  const navigate = useNavigate();
  const Icon = ICONS[notification.kind];
  const isUnread = notification.read_at == null;
  const open = () => {
    if (isUnread) mark.mutate({ id: notification.id, read: true });
    if (notification.conversation_id != null) void navigate({ to: "/inbox/$conversationId", params: { conversationId: notification.conversation_id } });
    else void navigate({ to: "/settings/webhooks" });
  };
  return (
    <li className="flex items-center gap-1 border-b">
      <button type="button" onClick={open} className="focus-inset flex min-h-16 min-w-0 flex-1 items-center gap-3 rounded px-1 py-2.5 text-left hover:bg-raised">
        <Icon aria-hidden className={cx("size-5 shrink-0", isUnread ? "text-accent" : "text-muted")} strokeWidth={1.75} />
        <span className="min-w-0 flex-1">
          <span className={cx("block truncate", isUnread ? "font-semibold" : "text-muted")}>
            {notification.title}
            {notification.count > 1 && <span className="ml-1.5 text-xs font-medium text-muted">× {notification.count}</span>}
            {isUnread && <span className="sr-only"> (unread)</span>}
          </span>
          {notification.body !== "" && <span className="block truncate text-xs text-muted">{notification.body}</span>}
        </span>
        <RelativeTime time={notification.updated_at} className="shrink-0 text-xs text-muted tabular-nums" />
      </button>
      <IconButton label={isUnread ? `Mark as read: ${notification.title}` : `Mark as unread: ${notification.title}`} onClick={() => mark.mutate({ id: notification.id, read: isUnread })}>
        {isUnread ? <MailOpen aria-hidden className="size-4" /> : <span aria-hidden className="size-2 rounded-full border border-current" />}
      </IconButton>
    </li>
  );
}
