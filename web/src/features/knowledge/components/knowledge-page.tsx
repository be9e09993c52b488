import { useState } from "react";
import { Page, PageHeader } from "@/components/page";
import { cx } from "@/lib/cx";
import { useCan } from "@/lib/permissions";
import { AskPanel } from "./ask-panel";
import { DocumentsTable } from "./documents-table";
import { UploadZone } from "./upload-zone";

export function KnowledgePage() {
  const canWrite = useCan("knowledge:write");
  const [tab, setTab] = useState<"documents" | "ask">("documents");
  return (
    <Page className="!overflow-hidden">
      <PageHeader title="Knowledge">
        <div role="group" aria-label="View" className="ml-3 flex rounded bg-raised p-0.5 xl:hidden">
          {(["documents", "ask"] as const).map((name) => (
            <button
              key={name}
              type="button"
              aria-pressed={tab === name}
              onClick={() => setTab(name)}
              className={cx("h-7 rounded-sm px-2.5 text-xs font-medium max-md:h-9", tab === name ? "bg-surface text-text dark:bg-border" : "text-muted")}
            >
              {name === "documents" ? "Documents" : "Ask"}
            </button>
          ))}
        </div>
      </PageHeader>
      <div className="flex min-h-0 flex-1">
        <div className={cx("min-w-0 flex-1 flex-col gap-6 overflow-y-auto px-4 py-5 md:px-6 xl:flex", tab === "documents" ? "flex" : "hidden")}>
          {canWrite && <UploadZone />}
          <DocumentsTable canWrite={canWrite} />
        </div>
        <div className={cx("min-w-0 overflow-y-auto px-4 py-5 max-xl:flex-1 md:px-6 xl:block xl:w-[460px] xl:border-l", tab === "ask" ? "block" : "hidden")}>
          <AskPanel />
        </div>
      </div>
    </Page>
  );
}
