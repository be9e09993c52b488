import { store } from "@/lib/storage";

export type ComposerMode = "reply" | "note";

const key = (conversationId: string, mode: ComposerMode) => `dealsmart.unsent.${conversationId}.${mode}`;

/** Text written but not sent, kept for each conversation across reloads. */
export const unsent = {
  read: (conversationId: string, mode: ComposerMode): string => store.get(key(conversationId, mode)) ?? "",
  write: (conversationId: string, mode: ComposerMode, text: string): void => {
    if (text.trim() === "") store.remove(key(conversationId, mode));
    else store.set(key(conversationId, mode), text);
  },
};
