import { useQuery } from "@tanstack/react-query";
import { Mail, Pencil, Phone, X } from "lucide-react";
import { useState, type ReactNode } from "react";
import { teamsQuery } from "@/api/queries";
import type { Contact, Conversation } from "@/api/types";
import { Avatar } from "@/components/avatar";
import { Button, IconButton } from "@/components/button";
import { TextField } from "@/components/field";
import { RelativeTime } from "@/components/relative-time";
import { ApiError, messageOf } from "@/api/problem";
import { plural } from "@/lib/format";
import { useCan } from "@/lib/permissions";
import { contactQuery, useConversationActions, useUpdateContact } from "../api/conversations";
import { CHANNEL_NAMES, contactName, PRIORITIES, PRIORITY_NAMES, STATUS_NAMES } from "../words";
import { AssigneeSelect } from "./assignee-select";
import { TeamSelect } from "./team-select";

/** Who this is about, and the state of the conversation. */
export function ContextPanel({ conversation, onClose }: { conversation: Conversation; onClose?: () => void }) {
  const actions = useConversationActions();
  const canWrite = useCan("conversations:write");
  return (
    <aside aria-label="Contact and details" className="flex h-full min-h-0 flex-col overflow-y-auto bg-surface">
      {onClose !== undefined && (
        <div className="flex h-14 shrink-0 items-center border-b px-4">
          <h2 className="flex-1 text-sm font-semibold">Details</h2>
          <IconButton label="Close details" onClick={onClose}>
            <X aria-hidden className="size-4" />
          </IconButton>
        </div>
      )}
      <ContactCard conversation={conversation} />
      <div className="border-t p-4">
        <h2 className="mb-3 text-xs font-semibold text-muted">Conversation</h2>
        <dl className="grid grid-cols-[88px_1fr] items-center gap-x-3 gap-y-1">
          <Fact name="Status">{STATUS_NAMES[conversation.status]}</Fact>
          <Fact name="Assignee">
            <AssigneeSelect conversation={conversation} />
          </Fact>
          <TeamFact conversation={conversation} />
          <Fact name="Priority">
            {canWrite ? (
              <select
                aria-label="Priority"
                value={conversation.priority}
                onChange={(event) => {
                  const priority = PRIORITIES.find((each) => each === event.target.value);
                  if (priority !== undefined) void actions.setPriority(conversation.id, priority);
                }}
                className="-ml-2 h-8 w-full rounded border border-transparent bg-transparent px-1 hover:border-control/60 hover:bg-raised max-md:h-10"
              >
                {PRIORITIES.map((priority) => (
                  <option key={priority} value={priority}>
                    {PRIORITY_NAMES[priority]}
                  </option>
                ))}
              </select>
            ) : (
              PRIORITY_NAMES[conversation.priority]
            )}
          </Fact>
          <Fact name="Channel">{CHANNEL_NAMES[conversation.channel]}</Fact>
          <Fact name="Started">
            <RelativeTime time={conversation.created_at} />
          </Fact>
          {conversation.resolved_at != null && (
            <Fact name="Resolved">
              <RelativeTime time={conversation.resolved_at} />
            </Fact>
          )}
        </dl>
      </div>
    </aside>
  );
}

/** Nothing while there is no team to choose. */
function TeamFact({ conversation }: { conversation: Conversation }) {
  const { data: teams } = useQuery(teamsQuery);
  if (conversation.team == null && (teams === undefined || teams.length === 0)) return null;
  return (
    <Fact name="Team">
      <TeamSelect conversation={conversation} />
    </Fact>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="flex min-h-8 min-w-0 items-center">{children}</dd>
    </>
  );
}

function ContactCard({ conversation }: { conversation: Conversation }) {
  const { data: contact } = useQuery(contactQuery(conversation.contact.id));
  const canEdit = useCan("contacts:write");
  const [editing, setEditing] = useState(false);
  const name = contactName(conversation.contact);
  const email = contact?.email ?? conversation.contact.email;
  if (editing) return <ContactForm contact={contact} conversation={conversation} onDone={() => setEditing(false)} />;
  return (
    <div className="p-4">
      <div className="flex items-center gap-3">
        <Avatar name={name} size="lg" />
        <div className="min-w-0 flex-1">
          <h2 className="truncate text-lg font-semibold">{name}</h2>
          <p className="text-xs text-muted">{contact === undefined ? "Contact" : plural(contact.conversation_count, "conversation")}</p>
        </div>
        {canEdit && (
          <IconButton label="Edit contact" onClick={() => setEditing(true)}>
            <Pencil aria-hidden className="size-4" />
          </IconButton>
        )}
      </div>
      <ul className="mt-3 flex flex-col gap-1.5">
        <li className="flex items-center gap-2.5">
          <Mail aria-hidden className="size-4 shrink-0 text-muted" />
          {email == null || email === "" ? (
            <span className="text-muted">No e-mail yet</span>
          ) : (
            <a href={`mailto:${email}`} className="truncate hover:underline">
              {email}
            </a>
          )}
        </li>
        {contact?.phone != null && contact.phone !== "" && (
          <li className="flex items-center gap-2.5">
            <Phone aria-hidden className="size-4 shrink-0 text-muted" />
            <a href={`tel:${contact.phone}`} className="hover:underline">
              {contact.phone}
            </a>
          </li>
        )}
      </ul>
    </div>
  );
}

function ContactForm({ contact, conversation, onDone }: { contact: Contact | undefined; conversation: Conversation; onDone: () => void }) {
  const update = useUpdateContact(conversation.contact.id, conversation.id);
  const [values, setValues] = useState({ name: contact?.name ?? conversation.contact.name ?? "", email: contact?.email ?? conversation.contact.email ?? "", phone: contact?.phone ?? "" });
  const problem = update.error instanceof ApiError ? update.error : null;
  const set = (key: keyof typeof values) => (event: { target: { value: string } }) => setValues({ ...values, [key]: event.target.value });
  return (
    <form
      aria-label="Edit contact"
      className="flex flex-col gap-3 p-4"
      onSubmit={(event) => {
        event.preventDefault();
        const filled = Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ""));
        update.mutate(filled, { onSuccess: onDone });
      }}
    >
      <TextField label="Name" autoFocus value={values.name} onChange={set("name")} error={problem?.fields.name} />
      <TextField label="E-mail" type="email" value={values.email} onChange={set("email")} error={problem?.fields.email} />
      <TextField label="Phone" type="tel" value={values.phone} onChange={set("phone")} error={problem?.fields.phone} />
      {update.error !== null && Object.keys(problem?.fields ?? {}).length === 0 && <p role="alert" className="text-xs font-medium text-danger">{messageOf(update.error)}</p>}
      <div className="flex gap-2">
        <Button type="submit" size="sm" variant="primary" busy={update.isPending}>
          Save contact
        </Button>
        <Button size="sm" variant="ghost" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
