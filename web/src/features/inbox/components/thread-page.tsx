import { useParams } from "@tanstack/react-router";
import { ThreadView } from "./thread-view";

export function ThreadPage() {
  const { conversationId } = useParams({ strict: false });
  // A thread keeps what was being written and where one scrolled, so each has its own.
  return conversationId === undefined ? null : <ThreadView key={conversationId} conversationId={conversationId} />;
}
