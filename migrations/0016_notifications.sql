-- Notifications: what members are told of, and how they want it.

-- An event for one member alone: the one that its data names as `user_id`.
ALTER TABLE events
  DROP CONSTRAINT events_audience_check,
  ADD CONSTRAINT events_audience_check CHECK (audience IN ('staff', 'everyone', 'internal', 'member')) NOT VALID;

CREATE TABLE notifications (
  tenant_id       uuid NOT NULL,
  id              uuid NOT NULL,
  user_id         uuid NOT NULL,
  kind            text NOT NULL,
  subject_key     text NOT NULL,           -- what it is about: of two unread ones about the same, the second is counted in the first
  title           text NOT NULL,
  body            text NOT NULL,
  conversation_id uuid,
  count           integer NOT NULL DEFAULT 1,
  in_app          boolean NOT NULL,        -- how the member wanted it
  by_email        boolean NOT NULL,
  created_at      timestamptz NOT NULL,
  updated_at      timestamptz NOT NULL,
  read_at         timestamptz,
  emailed_at      timestamptz,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES members (tenant_id, user_id) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, conversation_id) REFERENCES conversations (tenant_id, id) ON DELETE CASCADE
) WITH (fillfactor = 80);
CREATE UNIQUE INDEX notifications_unread_key ON notifications (tenant_id, user_id, kind, subject_key) WHERE read_at IS NULL;
CREATE INDEX notifications_of_member ON notifications (tenant_id, user_id, updated_at DESC, id DESC);
CREATE INDEX notifications_to_email ON notifications (tenant_id, user_id, created_at) WHERE by_email AND emailed_at IS NULL AND read_at IS NULL;
CREATE INDEX notifications_conversation ON notifications (tenant_id, conversation_id) WHERE conversation_id IS NOT NULL;
SELECT app.protect('notifications');
CREATE POLICY only_assigned ON notifications AS RESTRICTIVE TO dealsmart_program USING (NOT (SELECT app.only_assigned())
  OR conversation_id IS NULL
  OR (SELECT true FROM conversations c WHERE c.tenant_id = notifications.tenant_id AND c.id = notifications.conversation_id));

-- A row where a member wants a kind otherwise than it comes.
CREATE TABLE notification_preferences (
  tenant_id uuid NOT NULL,
  user_id   uuid NOT NULL,
  kind      text NOT NULL,
  in_app    boolean NOT NULL,
  by_email  boolean NOT NULL,
  PRIMARY KEY (tenant_id, user_id, kind),
  FOREIGN KEY (tenant_id, user_id) REFERENCES members (tenant_id, user_id) ON DELETE CASCADE
);
SELECT app.protect('notification_preferences');

-- Hours without letters, in the member's time zone; the end may be on the next day.
CREATE TABLE quiet_hours (
  tenant_id uuid NOT NULL,
  user_id   uuid NOT NULL,
  begins    time NOT NULL,
  ends      time NOT NULL CHECK (ends <> begins),
  PRIMARY KEY (tenant_id, user_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES members (tenant_id, user_id) ON DELETE CASCADE
);
SELECT app.protect('quiet_hours');

-- Whoever acts as a member sees their own, and nobody else's; only the program itself writes to all.
CREATE POLICY own ON notifications AS RESTRICTIVE TO dealsmart_program
  USING ((SELECT app.user_id()) IS NULL OR user_id = (SELECT app.user_id()));
CREATE POLICY own ON notification_preferences AS RESTRICTIVE TO dealsmart_program
  USING ((SELECT app.user_id()) IS NULL OR user_id = (SELECT app.user_id()));
CREATE POLICY own ON quiet_hours AS RESTRICTIVE TO dealsmart_program
  USING ((SELECT app.user_id()) IS NULL OR user_id = (SELECT app.user_id()));
