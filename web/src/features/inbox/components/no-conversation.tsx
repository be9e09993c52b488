import { MessagesSquare } from "lucide-react";
import { Kbd } from "@/components/kbd";
import { EmptyState } from "@/components/states";

export function NoConversation() {
  return (
    <EmptyState className="h-full" icon={<MessagesSquare aria-hidden />} title="Choose a conversation">
      <p>
        Move with <Kbd keys="j" /> and <Kbd keys="k" />, open with <Kbd keys="Enter" />. <Kbd keys="?" /> shows every shortcut.
      </p>
    </EmptyState>
  );
}
