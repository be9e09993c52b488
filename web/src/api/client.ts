import createClient from "openapi-fetch";
import { problemFrom } from "./problem";
import type { paths } from "./schema";
import { session } from "./session";

export const api = createClient<paths>({ baseUrl: window.location.origin, fetch: session.authorized });

interface Answered<B> {
  data?: B;
  error?: unknown;
  response: Response;
}

/** The whole body of a successful answer, or the problem thrown. */
export async function body<B>(call: Promise<Answered<B>>): Promise<NonNullable<B>> {
  const { data, error, response } = await call;
  if (!response.ok || data === undefined || data === null) throw problemFrom(response.status, error);
  return data;
}

/** What stands under `data` in a successful answer. */
export async function data<T>(call: Promise<Answered<{ data: T }>>): Promise<T> {
  return (await body(call)).data;
}

/** For answers without a body. */
export async function done(call: Promise<Answered<unknown>>): Promise<void> {
  const { error, response } = await call;
  if (!response.ok) throw problemFrom(response.status, error);
}
