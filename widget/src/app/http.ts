import { isFields } from "../shared/protocol";
import { ApiError } from "./api-error";

export interface Call {
  method?: "GET" | "POST" | "PATCH";
  token?: string;
  body?: unknown;
  timeoutMs?: number;
  signal?: AbortSignal;
}

/** One request to the server. Resolves to the whole JSON body (null for 204), throws `ApiError`. */
export async function request(url: string, call: Call = {}): Promise<unknown> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), call.timeoutMs ?? 15_000);
  const stop = () => abort.abort();
  call.signal?.addEventListener("abort", stop);
  try {
    const headers: Record<string, string> = {};
    if (call.token) headers["authorization"] = `Bearer ${call.token}`;
    if (call.body !== undefined) headers["content-type"] = "application/json";
    const response = await fetch(url, {
      method: call.method ?? "GET",
      headers,
      credentials: "omit",
      signal: abort.signal,
      body: call.body === undefined ? null : JSON.stringify(call.body),
    });
    if (!response.ok) throw await problem(response);
    // The body can break off as well as the request, so it is read inside the same guard.
    return response.status === 204 ? null : ((await response.json()) as unknown);
  } catch (error) {
    if (error instanceof ApiError) throw error;
    throw new ApiError(0, "unreachable", error instanceof Error ? error.message : "");
  } finally {
    clearTimeout(timer);
    call.signal?.removeEventListener("abort", stop);
  }
}

async function problem(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null);
  const fields = isFields(body) ? body : {};
  const seconds = Number(response.headers.get("retry-after") ?? NaN);
  return new ApiError(
    response.status,
    typeof fields["code"] === "string" ? fields["code"] : "",
    typeof fields["detail"] === "string" ? fields["detail"] : "",
    Number.isFinite(seconds) ? seconds * 1_000 : null,
  );
}
