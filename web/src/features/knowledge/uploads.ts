import type { QueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { ApiError, messageOf, problemFrom, unreachable } from "@/api/problem";
import { session } from "@/api/session";
import type { Document } from "@/api/types";
import { newId } from "@/lib/ids";
import { applyDocument } from "./api/documents";

export const ACCEPTED = ".pdf,.docx,.html,.htm,.md,.markdown,.txt,.csv";
const MAX_BYTES = 50 * 1024 * 1024;
const AT_ONCE = 3;

export interface Upload {
  id: string;
  file: File;
  state: "waiting" | "sending" | "done" | "duplicate" | "failed";
  sent: number;
  error: string | null;
  /** Whether sending the same file again could end otherwise. */
  retriable: boolean;
}

let uploads: readonly Upload[] = [];
const listeners = new Set<() => void>();
const running = new Map<string, XMLHttpRequest>();

function publish(next: readonly Upload[]): void {
  uploads = next;
  for (const listener of listeners) listener();
}
const change = (id: string, patch: Partial<Upload>) => publish(uploads.map((upload) => (upload.id === id ? { ...upload, ...patch } : upload)));

export function useUploads(): readonly Upload[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => uploads,
  );
}

export function addFiles(client: QueryClient, files: Iterable<File>): void {
  const added = [...files].map((file): Upload => {
    const error = file.size > MAX_BYTES ? "Larger than 50 MB. Split it or leave out the pictures." : file.size === 0 ? "The file is empty." : null;
    return { id: newId(), file, state: error === null ? "waiting" : "failed", sent: 0, error, retriable: false };
  });
  publish([...added, ...uploads]);
  startNext(client);
}

export function retryUpload(client: QueryClient, id: string): void {
  change(id, { state: "waiting", sent: 0, error: null });
  startNext(client);
}

export function dropUpload(id: string): void {
  running.get(id)?.abort();
  running.delete(id);
  publish(uploads.filter((upload) => upload.id !== id));
}

function startNext(client: QueryClient): void {
  for (const upload of uploads.filter((candidate) => candidate.state === "waiting").reverse()) {
    if (running.size >= AT_ONCE) return;
    void transfer(client, upload);
  }
}

async function transfer(client: QueryClient, upload: Upload, renewed = false): Promise<void> {
  change(upload.id, { state: "sending" });
  try {
    const { status, body, duplicate } = await send(upload);
    if (status === 401 && !renewed) {
      running.delete(upload.id);
      if ((await session.refresh()) !== null) {
        await transfer(client, upload, true);
        return;
      }
    }
    if (status < 200 || status >= 300) throw problemFrom(status, body);
    applyDocument(client, (body as { data: Document }).data);
    change(upload.id, { state: duplicate ? "duplicate" : "done", sent: 1 });
    if (!duplicate) setTimeout(() => dropUpload(upload.id), 3_000);
  } catch (error) {
    const refused = error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 429;
    change(upload.id, { state: "failed", error: messageOf(error), retriable: !refused });
  } finally {
    running.delete(upload.id);
    startNext(client);
  }
}

// `fetch` tells nothing of how much of a body has been sent; XMLHttpRequest does.
function send(upload: Upload): Promise<{ status: number; body: unknown; duplicate: boolean }> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    running.set(upload.id, request);
    request.open("POST", "/api/v1/knowledge/documents");
    const token = session.current?.access_token;
    if (token !== undefined) request.setRequestHeader("authorization", `Bearer ${token}`);
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) change(upload.id, { sent: event.loaded / event.total });
    };
    request.onerror = () => reject(unreachable());
    request.onabort = () => reject(new Error("Stopped."));
    request.onload = () => {
      let body: unknown = null;
      try {
        body = JSON.parse(request.responseText) as unknown;
      } catch {
        // An answer that isn't JSON still has its status.
      }
      resolve({ status: request.status, body, duplicate: request.getResponseHeader("x-dealsmart-duplicate") === "true" });
    };
    const form = new FormData();
    form.append("file", upload.file);
    request.send(form);
  });
}
