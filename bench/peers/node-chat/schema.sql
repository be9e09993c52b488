-- The same columns as DealSmart's conversations and messages, with the keys a single-tenant
-- service would choose: no tenant column, no row-level security, no events, no jobs.
CREATE TABLE IF NOT EXISTS conversations (
  id              uuid PRIMARY KEY,
  visitor_id      uuid NOT NULL UNIQUE,
  status          text NOT NULL DEFAULT 'open',
  last_seq        bigint NOT NULL DEFAULT 0,
  last_message    text,
  last_message_at timestamptz NOT NULL DEFAULT now(),
  unread_count    integer NOT NULL DEFAULT 0,
  created_at      timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 70);

CREATE TABLE IF NOT EXISTS messages (
  id              uuid PRIMARY KEY,
  conversation_id uuid NOT NULL REFERENCES conversations (id),
  seq             bigint NOT NULL,
  sender_kind     text NOT NULL,
  sender_id       uuid,
  sender_name     text,
  content         text NOT NULL,
  citations       jsonb NOT NULL DEFAULT '[]',
  private         boolean NOT NULL DEFAULT false,
  client_id       text,
  in_reply_to     uuid,
  created_at      timestamptz NOT NULL,
  UNIQUE (conversation_id, seq),
  UNIQUE (conversation_id, client_id)
);
