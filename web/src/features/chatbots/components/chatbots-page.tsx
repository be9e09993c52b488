import { useQuery } from "@tanstack/react-query";
import { Link, Navigate, useNavigate } from "@tanstack/react-router";
import { Bot, ChevronRight, Plus } from "lucide-react";
import { messageOf } from "@/api/problem";
import { Badge } from "@/components/badge";
import { Button } from "@/components/button";
import { Page, PageHeader } from "@/components/page";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/states";
import { useCan } from "@/lib/permissions";
import { toast } from "@/lib/toasts";
import { chatbotsQuery, useCreateChatbot } from "../api/chatbots";

export function ChatbotsPage() {
  const { data: chatbots, error, refetch } = useQuery(chatbotsQuery);
  const canWrite = useCan("chatbots:write");
  // A workspace usually has one chatbot; a list of one is a step for nothing.
  const only = chatbots?.length === 1 ? chatbots[0] : undefined;
  if (only !== undefined) return <Navigate to="/chatbots/$chatbotId" params={{ chatbotId: only.id }} replace />;
  return (
    <Page>
      <PageHeader title="Chatbots" actions={canWrite && <NewChatbotButton />} />
      {error !== null && chatbots === undefined ? (
        <ErrorState error={error} title="The chatbots didn't load" retry={() => void refetch()} />
      ) : chatbots === undefined ? (
        <Loading label="Loading chatbots">
          <div className="flex flex-col gap-3 p-6">
            <Skeleton className="h-14" />
            <Skeleton className="h-14" />
          </div>
        </Loading>
      ) : chatbots.length === 0 ? (
        <EmptyState icon={<Bot aria-hidden />} title="No chatbot yet" action={canWrite && <NewChatbotButton />}>
          A chatbot answers on your website from your documents and hands over to people when it can't.
        </EmptyState>
      ) : (
        <ul aria-label="Chatbots" className="w-full max-w-4xl px-4 py-5 md:px-6">
          {chatbots.map((chatbot) => (
            <li key={chatbot.id} className="border-b first:border-t">
              <Link to="/chatbots/$chatbotId" params={{ chatbotId: chatbot.id }} className="flex min-h-15 items-center gap-3 py-2 hover:bg-raised/60">
                <span aria-hidden className="flex size-8 items-center justify-center rounded-full" style={{ background: chatbot.colors.primary, color: chatbot.colors.on_primary }}>
                  <Bot className="size-4" />
                </span>
                <span className="min-w-0 flex-1">
                  <span className="block truncate font-medium">{chatbot.name}</span>
                  <span className="block truncate text-xs text-muted">{!chatbot.enabled ? "Only people answer" : chatbot.mode === "auto" ? "Answers alone when its sources support it" : "Drafts for your team"}</span>
                </span>
                <Badge tone={chatbot.enabled ? "success" : "neutral"}>{chatbot.enabled ? "AI on" : "AI off"}</Badge>
                <ChevronRight aria-hidden className="size-4 text-muted" />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}

export function NewChatbotButton() {
  const create = useCreateChatbot();
  const navigate = useNavigate();
  const run = () =>
    create.mutate("New chatbot", {
      onSuccess: (chatbot) => void navigate({ to: "/chatbots/$chatbotId", params: { chatbotId: chatbot.id } }),
      onError: (error) => toast(messageOf(error), { tone: "danger" }),
    });
  return (
    <Button busy={create.isPending} onClick={run} icon={<Plus aria-hidden className="size-4" />}>
      New chatbot
    </Button>
  );
}
