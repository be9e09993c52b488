import { Check, CircleAlert, Clock } from "lucide-react";
import type { Document } from "@/api/types";
import { Badge } from "@/components/badge";
import { Progress } from "@/components/progress";

export function DocumentState({ document }: { document: Document }) {
  switch (document.status) {
    case "ready":
      return (
        <Badge tone="success" icon={<Check aria-hidden className="size-3" />}>
          Ready
        </Badge>
      );
    case "queued":
      return <Badge icon={<Clock aria-hidden className="size-3" />}>Queued</Badge>;
    case "failed":
      return (
        <Badge tone="danger" icon={<CircleAlert aria-hidden className="size-3" />}>
          Failed
        </Badge>
      );
    case "processing":
      return (
        <span className="flex items-center gap-2">
          <span className="w-16">
            <Progress label={`Processing ${document.title}`} value={document.progress} />
          </span>
          <span className="text-xs text-muted tabular-nums">{document.progress}%</span>
        </span>
      );
  }
}
