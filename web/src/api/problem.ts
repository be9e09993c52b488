interface ProblemBody {
  title?: string;
  status?: number;
  detail?: string;
  code?: string;
  request_id?: string;
  errors?: { field: string; code: string; message: string }[];
}

/** A failed request as RFC 9457 describes it. `status` 0 means that no answer came at all. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly requestId: string | null;
  readonly fields: Readonly<Record<string, string>>;
  /** By field, what is wrong with it; stable, for words of one's own. */
  readonly fieldCodes: Readonly<Record<string, string>>;

  constructor(status: number, body: ProblemBody) {
    super(body.detail ?? body.title ?? "Something went wrong on the server.");
    this.name = "ApiError";
    this.status = status;
    this.code = body.code ?? (status === 0 ? "unreachable" : "unknown");
    this.requestId = body.request_id ?? null;
    this.fields = Object.fromEntries((body.errors ?? []).map((error) => [error.field, error.message]));
    this.fieldCodes = Object.fromEntries((body.errors ?? []).map((error) => [error.field, error.code]));
  }
}

const isBody = (value: unknown): value is ProblemBody => typeof value === "object" && value !== null;

/** Turns whatever a failed response carried (JSON, text, nothing) into an error that can be shown. */
export function problemFrom(status: number, body: unknown): ApiError {
  if (isBody(body)) return new ApiError(status, body);
  return new ApiError(status, { title: status >= 500 ? "The server had a problem. Nothing you entered is lost." : `The server refused the request (${status}).` });
}

export function unreachable(): ApiError {
  return new ApiError(0, { title: "DealSmart can't be reached. Check your connection; we keep trying." });
}

export function messageOf(error: unknown): string {
  if (error instanceof Error) return error.message;
  return "Something went wrong.";
}
