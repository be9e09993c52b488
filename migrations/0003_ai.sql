-- The AI gateway: budgets and the meter.

-- The monthly cap. No row, or cap_micros NULL: no cap.
CREATE TABLE ai_budgets (
    tenant_id   uuid        NOT NULL REFERENCES tenants (tenant_id) ON DELETE CASCADE,
    cap_micros  bigint      CHECK (cap_micros >= 0),
    updated_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id)
);

-- What was spent in a month (first day, UTC). The row is locked while a call is admitted or settled,
-- so that calls made at the same time see each other.
CREATE TABLE ai_months (
    tenant_id     uuid   NOT NULL REFERENCES tenants (tenant_id) ON DELETE CASCADE,
    month         date   NOT NULL,
    spent_micros  bigint NOT NULL DEFAULT 0 CHECK (spent_micros >= 0),
    PRIMARY KEY (tenant_id, month)
);

-- Money set aside for a call under way; one that expired belongs to a process that died.
CREATE TABLE ai_reservations (
    tenant_id      uuid        NOT NULL,
    id             uuid        NOT NULL,
    month          date        NOT NULL,
    amount_micros  bigint      NOT NULL CHECK (amount_micros >= 0),
    expires_at     timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, month) REFERENCES ai_months (tenant_id, month) ON DELETE CASCADE
);
CREATE INDEX ai_reservations_month ON ai_reservations (tenant_id, month);

-- Every call, also failed ones and those the built-in answerer served.
CREATE TABLE ai_calls (
    tenant_id        uuid        NOT NULL REFERENCES tenants (tenant_id) ON DELETE CASCADE,
    id               uuid        NOT NULL,
    purpose          text        NOT NULL CHECK (purpose IN ('answer', 'suggestion', 'query', 'summary')),
    provider         text        NOT NULL,          -- 'openai', 'anthropic', 'ollama', 'extractive'
    model            text        NOT NULL,
    outcome          text        NOT NULL CHECK (outcome IN ('ok', 'refused', 'rejected', 'timeout', 'rate_limited', 'overloaded', 'auth', 'bad_request', 'malformed', 'unreachable')),
    input_tokens     integer     NOT NULL DEFAULT 0 CHECK (input_tokens >= 0),
    output_tokens    integer     NOT NULL DEFAULT 0 CHECK (output_tokens >= 0),
    cost_micros      bigint      NOT NULL DEFAULT 0 CHECK (cost_micros >= 0),
    latency_ms       integer     NOT NULL DEFAULT 0 CHECK (latency_ms >= 0),
    request_id       text,
    created_at       timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX ai_calls_created ON ai_calls (tenant_id, created_at, id);

SELECT app.protect(t) FROM unnest(ARRAY['ai_budgets', 'ai_months', 'ai_reservations', 'ai_calls']::regclass[]) AS t;
