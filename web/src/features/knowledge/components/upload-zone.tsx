import { useQueryClient } from "@tanstack/react-query";
import { CircleAlert, Copy, FileUp, X } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { IconButton } from "@/components/button";
import { cx } from "@/lib/cx";
import { bytes } from "@/lib/format";
import { ACCEPTED, addFiles, dropUpload, retryUpload, useUploads, type Upload } from "../uploads";
import { Progress } from "@/components/progress";

/** Files come by dropping them anywhere on the page, or by choosing them. */
export function UploadZone() {
  const client = useQueryClient();
  const uploads = useUploads();
  const input = useRef<HTMLInputElement>(null);
  const dragging = useFileDrag((files) => addFiles(client, files));
  const hint = useId();
  return (
    <div className="flex flex-col gap-2">
      <label
        className={cx(
          "flex cursor-pointer items-center gap-3 rounded-lg border border-dashed px-4 py-4 transition-colors has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent",
          dragging ? "border-accent bg-accent-soft" : "border-control/70 hover:border-accent hover:bg-raised",
        )}
      >
        <span className="flex size-9 shrink-0 items-center justify-center rounded bg-accent-soft text-accent">
          <FileUp aria-hidden className="size-5" />
        </span>
        <span className="min-w-0">
          <span className="block font-medium">
            {dragging ? (
              "Drop to upload"
            ) : (
              <>
                <span className="text-accent underline underline-offset-2">Choose files</span>
                <span className="max-md:hidden"> or drop them anywhere on this page</span>
              </>
            )}
          </span>
          <span id={hint} className="block text-xs text-muted">
            PDF, Word, HTML, Markdown, text or CSV, up to 50 MB each
          </span>
        </span>
        <input
          ref={input}
          type="file"
          multiple
          accept={ACCEPTED}
          aria-label="Upload documents"
          aria-describedby={hint}
          className="sr-only"
          onChange={(event) => {
            addFiles(client, event.target.files ?? []);
            event.target.value = "";
          }}
        />
      </label>
      {uploads.length > 0 && (
        <ul aria-label="Uploads" className="rounded border">
          {uploads.map((upload) => (
            <UploadRow key={upload.id} upload={upload} onRetry={() => retryUpload(client, upload.id)} />
          ))}
        </ul>
      )}
    </div>
  );
}

function UploadRow({ upload, onRetry }: { upload: Upload; onRetry: () => void }) {
  const failed = upload.state === "failed";
  return (
    <li className="flex min-h-11 items-center gap-3 border-b px-3 py-1.5 last:border-b-0">
      {failed && <CircleAlert aria-hidden className="size-4 shrink-0 text-danger" />}
      {upload.state === "duplicate" && <Copy aria-hidden className="size-4 shrink-0 text-muted" />}
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{upload.file.name}</span>
        {failed && (
          <span role="alert" className="block text-xs text-danger">
            {upload.error}
          </span>
        )}
        {upload.state === "duplicate" && <span className="block text-xs text-muted">Already here; nothing was uploaded twice.</span>}
        {upload.state === "sending" && (
          <span className="mt-1 block">
            <Progress label={`Uploading ${upload.file.name}`} value={upload.sent * 100} />
          </span>
        )}
      </span>
      <span className="shrink-0 text-xs text-muted tabular-nums">
        {upload.state === "sending" ? `${Math.round(upload.sent * 100)}% of ${bytes(upload.file.size)}` : upload.state === "waiting" ? "Waiting" : upload.state === "done" ? "Uploaded" : ""}
      </span>
      {failed && upload.retriable && (
        <button type="button" onClick={onRetry} className="text-xs font-semibold text-accent underline underline-offset-2">
          Retry
        </button>
      )}
      <IconButton label={upload.state === "sending" || upload.state === "waiting" ? `Stop uploading ${upload.file.name}` : `Dismiss ${upload.file.name}`} onClick={() => dropUpload(upload.id)}>
        <X aria-hidden className="size-4" />
      </IconButton>
    </li>
  );
}

function useFileDrag(onFiles: (files: File[]) => void): boolean {
  const [dragging, setDragging] = useState(false);
  const take = useRef(onFiles);
  useEffect(() => {
    take.current = onFiles;
  });
  useEffect(() => {
    // Entering a child leaves its parent, so the two are counted.
    let depth = 0;
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") === true;
    const over = (event: DragEvent) => {
      if (hasFiles(event)) event.preventDefault();
    };
    const enter = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth += 1;
      setDragging(true);
    };
    const leave = () => {
      depth = Math.max(0, depth - 1);
      if (depth === 0) setDragging(false);
    };
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      depth = 0;
      setDragging(false);
      take.current([...(event.dataTransfer?.files ?? [])]);
    };
    window.addEventListener("dragover", over);
    window.addEventListener("dragenter", enter);
    window.addEventListener("dragleave", leave);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("dragover", over);
      window.removeEventListener("dragenter", enter);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("drop", drop);
    };
  }, []);
  return dragging;
}
