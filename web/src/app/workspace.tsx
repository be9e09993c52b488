import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { tenantQuery } from "@/api/queries";
import { readableOn } from "@/lib/contrast";
import { fullDate } from "@/lib/format";

/** The workspace's logo, or ours on its colour. Stands in a button of its own name. */
export function WorkspaceMark({ fallback }: { fallback: ReactNode }) {
  const { data: tenant } = useQuery(tenantQuery);
  if (tenant?.logo != null) return <img src={tenant.logo} alt="" className="size-9 rounded-lg bg-surface object-contain" />;
  if (tenant?.accent == null) return fallback;
  return (
    <span className="flex size-9 items-center justify-center rounded-lg" style={{ backgroundColor: tenant.accent, color: readableOn(tenant.accent) }}>
      {fallback}
    </span>
  );
}

/** Everyone in a workspace that is to be deleted sees until when it is there. */
export function DeletionBar() {
  const { data: tenant } = useQuery(tenantQuery);
  if (tenant?.delete_at == null) return null;
  return (
    <div role="status" className="flex shrink-0 flex-wrap items-center justify-center gap-x-3 gap-y-1 bg-danger-soft px-4 py-2 text-danger">
      <TriangleAlert aria-hidden className="size-4 shrink-0" />
      <p className="font-medium">This workspace and everything in it will be erased on {fullDate(tenant.delete_at)}.</p>
      <Link to="/settings" hash="danger" className="font-medium underline underline-offset-2">
        See more
      </Link>
    </div>
  );
}
