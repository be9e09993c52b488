import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useFrames } from "@/lib/live";
import type { Frame } from "@/lib/realtime";
import { applyDocument } from "./api/documents";

export function useKnowledgeLive(): void {
  const client = useQueryClient();
  useFrames(
    useCallback(
      (frame: Frame) => {
        if (frame.type === "document.updated") applyDocument(client, frame.data);
      },
      [client],
    ),
  );
}
