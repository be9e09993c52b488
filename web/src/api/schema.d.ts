/** Provisional: written by hand until the server's OpenAPI document can be generated from. */
type Data<T> = { data: T };
type Page<T> = { data: T[]; page: { next_cursor?: string | null; limit: number; total?: number | null } };
type Ok<R> = { responses: { 200: { content: { "application/json": R } } } };
type Query<Q> = { parameters: { query?: Q } };
type Path<P> = { parameters: { path: P } };
type PathQuery<P, Q> = { parameters: { path: P; query?: Q } };
type Body<B> = { requestBody: { content: { "application/json": B } } };
type None = { parameters: { query?: never } };
type Done = { responses: { 204: { content?: never } } };
type Id = { id: string };
type S = components["schemas"];

export interface components {
  schemas: {
    Session: { access_token: string; expires_in: number; refresh_token: string; user: { id: string; email: string; name: string }; tenant: S["TenantRef"]; role: S["Role"] };
    TenantRef: { id: string; slug: string; name: string };
    Role: "owner" | "admin" | "supervisor" | "agent" | "viewer";
    Me: { id: string; email: string; name: string; role: S["Role"]; permissions: string[]; tenant: S["TenantRef"] };
    Member: { user_id: string; name: string; email: string; role: S["Role"]; presence: "online" | "offline"; created_at: string };
    Tenant: { id: string; slug: string; name: string; created_at: string };
    ContactRef: { id: string; name?: string | null; email?: string | null };
    Contact: { id: string; name?: string | null; email?: string | null; phone?: string | null; created_at: string; conversation_count: number };
    Citation: { document_id?: string | null; title: string; locator?: string | null; quote: string; catalogue_item_id?: string | null };
    Sender: { kind: "customer" | "staff" | "ai" | "system"; id?: string | null; name?: string | null };
    Message: { id: string; conversation_id: string; seq: number; sender: S["Sender"]; content: string; citations: S["Citation"][]; private: boolean; client_id?: string | null; created_at: string };
    Handover: { reason: string; summary: string; at?: string | null };
    Conversation: {
      id: string;
      status: "open" | "pending" | "resolved";
      channel: "widget" | "email" | "voice" | "api";
      priority: "low" | "normal" | "high" | "urgent";
      contact: S["ContactRef"];
      assignee?: { id: string; name: string } | null;
      chatbot_id?: string | null;
      handover?: S["Handover"] | null;
      subject?: string | null;
      last_message?: { content: string; sender_kind: S["Sender"]["kind"]; created_at: string } | null;
      last_message_at: string;
      unread_count: number;
      created_at: string;
      updated_at: string;
      resolved_at?: string | null;
    };
    Suggestion: {
      id: string;
      conversation_id: string;
      content: string;
      grounded: boolean;
      confidence: number;
      citations: S["Citation"][];
      status: "pending" | "accepted" | "edited" | "rejected";
      provider: string;
      in_reply_to?: string | null;
      created_at: string;
      reason?: string | null;
    };
    CatalogueItem: { id: string; sku: string; name: string; kind: string; price: { amount: number; currency: string }; stock: number; attributes: Record<string, unknown>; url?: string | null };
    Chatbot: {
      id: string;
      public_key: string;
      name: string;
      greeting: string;
      mode: "auto" | "assist";
      enabled: boolean;
      colors: { primary: string; on_primary: string };
      allowed_origins: string[];
      business_hours?: S["BusinessHours"] | null;
      away_message: string;
      created_at: string;
      updated_at: string;
    };
    BusinessHours: { time_zone: string; days: { day: "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun"; opens: string; closes: string }[] };
    Document: {
      id: string;
      title: string;
      filename: string;
      media_type: string;
      size: number;
      status: "queued" | "processing" | "ready" | "failed";
      progress: number;
      error?: { code: string; message: string } | null;
      chunk_count: number;
      page_count?: number | null;
      created_at: string;
      updated_at: string;
    };
    Chunk: { id: string; position: number; locator?: string | null; content: string };
    Answer: { answer: string; grounded: boolean; confidence: number; citations: S["Citation"][]; provider: string };
    ContextChunk: { chunk_id: string; document_id: string; title: string; locator?: string | null; content: string; score: number };
    Budget: { cap_micros?: number | null; spent_micros: number; exhausted: boolean };
    Usage: {
      month: string;
      cost_micros: number;
      calls: number;
      input_tokens: number;
      output_tokens: number;
      budget: S["Budget"];
      by_provider: { provider: string; model: string; calls: number; input_tokens: number; output_tokens: number; cost_micros: number; p50_ms: number; p95_ms: number; failures: number }[];
      by_day: { date: string; calls: number; cost_micros: number }[];
      suggestions: { total: number; accepted: number; edited: number; rejected: number };
    };
    Provider: { name: string; model: string; kind: string; state: "ready" | "open" | "unconfigured"; order: number };
    Ticket: { ticket: string; expires_in: number };
  };
}

export interface paths {
  "/api/v1/auth/register": { post: None & Body<{ email: string; password: string; name: string; workspace: string }> & Ok<Data<S["Session"]>> };
  "/api/v1/auth/login": { post: None & Body<{ email: string; password: string }> & Ok<Data<S["Session"]>> };
  "/api/v1/auth/logout": { post: None & Done };
  "/api/v1/users/me": { get: None & Ok<Data<S["Me"]>> };
  "/api/v1/members": { get: None & Ok<Page<S["Member"]>>; post: None & Body<{ email: string; name: string; role: S["Role"]; password: string }> & Ok<Data<S["Member"]>> };
  "/api/v1/members/{user_id}": { patch: Path<{ user_id: string }> & Body<{ role: S["Role"] }> & Ok<Data<S["Member"]>>; delete: Path<{ user_id: string }> & Done };
  "/api/v1/tenant": { get: None & Ok<Data<S["Tenant"]>>; patch: None & Body<{ name: string }> & Ok<Data<S["Tenant"]>> };
  "/api/v1/conversations": {
    get: Query<{ status?: S["Conversation"]["status"]; assignee?: string; q?: string; channel?: string; handover?: boolean; cursor?: string; limit?: number; total?: boolean }> & Ok<Page<S["Conversation"]>>;
  };
  "/api/v1/conversations/{id}": { get: Path<Id> & Ok<Data<S["Conversation"]>>; patch: Path<Id> & Body<{ status?: S["Conversation"]["status"]; priority?: S["Conversation"]["priority"]; subject?: string }> & Ok<Data<S["Conversation"]>> };
  "/api/v1/conversations/{id}/assign": { post: Path<Id> & Body<{ assignee_id: string | null }> & Ok<Data<S["Conversation"]>> };
  "/api/v1/conversations/{id}/close": { post: Path<Id> & Ok<Data<S["Conversation"]>> };
  "/api/v1/conversations/{id}/read": { post: Path<Id> & Done };
  "/api/v1/conversations/{id}/typing": { post: Path<Id> & Body<{ typing: boolean }> & Done };
  "/api/v1/conversations/{id}/messages": {
    get: PathQuery<Id, { since?: number; wait?: number; before?: number; limit?: number }> & Ok<Page<S["Message"]>>;
    post: Path<Id> & Body<{ content: string; private?: boolean; client_id?: string }> & Ok<Data<S["Message"]>>;
  };
  "/api/v1/conversations/{id}/ai-suggest": { post: Path<Id> & Ok<Data<S["Suggestion"]>> };
  "/api/v1/conversations/{id}/suggestions": { get: Path<Id> & Ok<Page<S["Suggestion"]>> };
  "/api/v1/messages/{id}/accept": { post: Path<Id> & Body<{ content?: string }> & Ok<Data<S["Message"]>> };
  "/api/v1/messages/{id}/reject": { post: Path<Id> & Ok<Data<S["Suggestion"]>> };
  "/api/v1/messages/{id}/feedback": { post: Path<Id> & Body<{ rating: number; comment?: string }> & Ok<Data<S["Suggestion"]>> };
  "/api/v1/contacts/{id}": { get: Path<Id> & Ok<Data<S["Contact"]>>; patch: Path<Id> & Body<{ name?: string; email?: string; phone?: string }> & Ok<Data<S["Contact"]>> };
  "/api/v1/catalogue/{id}": { get: Path<Id> & Ok<Data<S["CatalogueItem"]>> };
  "/api/v1/realtime/tickets": { post: None & Ok<Data<S["Ticket"]>> };
  "/api/v1/chatbots": { get: None & Ok<Page<S["Chatbot"]>>; post: None & Body<{ name: string }> & Ok<Data<S["Chatbot"]>> };
  "/api/v1/chatbots/{id}": {
    get: Path<Id> & Ok<Data<S["Chatbot"]>>;
    patch: Path<Id> & Body<Partial<Omit<S["Chatbot"], "id" | "public_key" | "created_at" | "updated_at">>> & Ok<Data<S["Chatbot"]>>;
    delete: Path<Id> & Done;
  };
  "/api/v1/knowledge/documents": { get: Query<{ status?: S["Document"]["status"]; q?: string; cursor?: string; limit?: number }> & Ok<Page<S["Document"]>> };
  "/api/v1/knowledge/documents/{id}": { get: Path<Id> & Ok<Data<S["Document"]>>; delete: Path<Id> & Done };
  "/api/v1/knowledge/documents/{id}/reprocess": { post: Path<Id> & Ok<Data<S["Document"]>> };
  "/api/v1/knowledge/documents/{id}/chunks": { get: PathQuery<Id, { cursor?: string; limit?: number }> & Ok<Page<S["Chunk"]>> };
  "/api/v1/rag/query": { post: None & Body<{ question: string }> & Ok<Data<S["Answer"]>> };
  "/api/v1/rag/context": { get: { parameters: { query: { q: string; limit?: number } } } & Ok<Page<S["ContextChunk"]>> };
  "/api/v1/ai/usage": { get: Query<{ from?: string; to?: string }> & Ok<Data<S["Usage"]>> };
  "/api/v1/ai/budget": { patch: None & Body<{ cap_micros: number | null }> & Ok<Data<S["Budget"]>> };
  "/api/v1/ai/providers": { get: None & Ok<Page<S["Provider"]>> };
}
