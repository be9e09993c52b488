import { MoreHorizontal, OctagonX, RotateCw, Trash2 } from "lucide-react";
import type { Job } from "@/api/types";
import { IconButton } from "@/components/button";
import { Menu, MenuItem } from "@/components/menu";
import { kindName } from "@/lib/job-words";
import { useCancelJob, useDeleteJob, useRetryJob } from "../api/jobs";

export function JobActions({ job }: { job: Job }) {
  const retry = useRetryJob();
  const cancel = useCancelJob();
  const remove = useDeleteJob();
  const running = job.state === "running";
  return (
    <span className="flex h-14 items-center">
      <Menu
        trigger={
          <IconButton label={`Actions for ${kindName(job.kind)}`}>
            <MoreHorizontal aria-hidden className="size-4" />
          </IconButton>
        }
      >
        {!running && (
          <MenuItem icon={<RotateCw aria-hidden />} onSelect={() => retry.mutate(job)}>
            {job.state === "failed" ? "Retry" : "Run now"}
          </MenuItem>
        )}
        {job.state !== "failed" && (
          <MenuItem danger icon={<OctagonX aria-hidden />} disabled={job.stopping} onSelect={() => cancel.mutate(job)}>
            {running ? "Ask to stop" : "Cancel"}
          </MenuItem>
        )}
        {job.state === "failed" && (
          <MenuItem danger icon={<Trash2 aria-hidden />} onSelect={() => remove(job)}>
            Delete
          </MenuItem>
        )}
      </Menu>
    </span>
  );
}
