import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { Tooltip } from "radix-ui";
import { useEffect } from "react";
import { Toaster } from "@/components/toaster";
import { session } from "@/api/session";
import { queryClient } from "./query-client";
import { router } from "./router";

export function App() {
  useEffect(
    () =>
      session.subscribe((current) => {
        if (current !== null) {
          // The workspace asks for a second factor that this session has not shown: the way there is the router's.
          if (current.mfa !== "ok") void router.invalidate();
          return;
        }
        // Signed out here, in another tab, or by the server: nothing of the workspace stays on the screen.
        queryClient.clear();
        void router.invalidate();
      }),
    [],
  );
  return (
    <QueryClientProvider client={queryClient}>
      <Tooltip.Provider delayDuration={400} skipDelayDuration={200}>
        <RouterProvider router={router} />
        <Toaster />
      </Tooltip.Provider>
    </QueryClientProvider>
  );
}
