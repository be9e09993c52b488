import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { featuresQuery, meQuery, tenantQuery, workspacesQuery } from "@/api/queries";
import { useFrames } from "@/lib/live";
import type { Frame } from "@/lib/realtime";

export function useTenantLive(): void {
  const client = useQueryClient();
  useFrames(
    useCallback(
      (frame: Frame) => {
        if (frame.type !== "tenant.updated") return;
        for (const { queryKey } of [tenantQuery, featuresQuery, meQuery, workspacesQuery]) void client.invalidateQueries({ queryKey });
        // A feature may decide which conversations one sees.
        void client.invalidateQueries({ queryKey: ["conversations"] });
      },
      [client],
    ),
  );
}
