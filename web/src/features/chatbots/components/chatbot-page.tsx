import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { ArrowLeft, MoreHorizontal, Trash2 } from "lucide-react";
import { useState } from "react";
import { messageOf } from "@/api/problem";
import type { Chatbot } from "@/api/types";
import { Button, IconButton } from "@/components/button";
import { Dialog } from "@/components/dialog";
import { Menu, MenuItem } from "@/components/menu";
import { Page, PageHeader } from "@/components/page";
import { ErrorState, Loading, Skeleton } from "@/components/states";
import { useCan } from "@/lib/permissions";
import { toast } from "@/lib/toasts";
import { chatbotQuery, chatbotsQuery, useDeleteChatbot } from "../api/chatbots";
import { ChatbotForm } from "./chatbot-form";
import { NewChatbotButton } from "./chatbots-page";

export function ChatbotPage() {
  const { chatbotId = "" } = useParams({ strict: false });
  const { data: chatbot, error, refetch } = useQuery(chatbotQuery(chatbotId));
  const { data: all } = useQuery(chatbotsQuery);
  const canWrite = useCan("chatbots:write");
  const several = (all?.length ?? 0) > 1;
  const back = several && (
    <Link to="/chatbots" aria-label="Back to chatbots" className="-ml-2 flex size-9 items-center justify-center rounded text-muted hover:bg-raised hover:text-text">
      <ArrowLeft aria-hidden className="size-5" />
    </Link>
  );
  if (chatbot !== undefined) return <ChatbotForm key={chatbot.id} chatbot={chatbot} back={back} actions={canWrite && <MoreActions chatbot={chatbot} />} />;
  return (
    <Page>
      <PageHeader title="Chatbot" back={back} />
      {error !== null ? (
        <ErrorState error={error} title="This chatbot didn't open" retry={() => void refetch()} />
      ) : (
        <Loading label="Loading the chatbot">
          <div className="flex max-w-xl flex-col gap-6 p-6">
            {[0, 1, 2, 3].map((row) => (
              <div key={row} className="flex flex-col gap-2">
                <Skeleton className="h-4 w-28" />
                <Skeleton className="h-9" />
              </div>
            ))}
          </div>
        </Loading>
      )}
    </Page>
  );
}

function MoreActions({ chatbot }: { chatbot: Chatbot }) {
  const remove = useDeleteChatbot();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <span className="max-md:hidden">
        <NewChatbotButton />
      </span>
      <Menu
        trigger={
          <IconButton label="More actions">
            <MoreHorizontal aria-hidden className="size-4" />
          </IconButton>
        }
      >
        <MenuItem danger icon={<Trash2 aria-hidden />} onSelect={() => setAsking(true)}>
          Delete chatbot
        </MenuItem>
      </Menu>
      <Dialog open={asking} onOpenChange={setAsking} title={`Delete ${chatbot.name}?`} description="Its key stops working at once: the chat disappears from every page that embeds it. This can't be undone. Conversations stay.">
        <div className="flex justify-end gap-2">
          <Button variant="ghost" onClick={() => setAsking(false)}>
            Keep it
          </Button>
          <Button
            variant="danger"
            busy={remove.isPending}
            onClick={() =>
              remove.mutate(chatbot.id, {
                onSuccess: () => void navigate({ to: "/chatbots" }),
                onError: (error) => toast(messageOf(error), { tone: "danger" }),
              })
            }
          >
            Delete chatbot
          </Button>
        </div>
      </Dialog>
    </>
  );
}
