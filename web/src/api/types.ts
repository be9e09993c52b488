import type { components } from "./schema";

type Schemas = components["schemas"];

export type Session = Schemas["Session"];
export type Role = Schemas["Role"];
export type Me = Schemas["Me"];
export type Member = Schemas["Member"];
export type Membership = Schemas["Membership"];
export type RoleView = Schemas["RoleView"];
export type Invitation = Schemas["InvitationView"];
export type OpenInvitation = Schemas["OpenInvitation"];
export type Device = Schemas["Device"];
export type AuditEntry = Schemas["AuditEntry"];
export type Contact = Schemas["Contact"];
export type Citation = Schemas["Citation"];
export type Sender = Schemas["Sender"];
export type Message = Schemas["Message"];
export type Conversation = Schemas["Conversation"];
export type Suggestion = Schemas["Suggestion"];
export type Chatbot = Schemas["Chatbot"];
export type BusinessHours = Schemas["BusinessHours"];
export type Document = Schemas["Document"];
export type Chunk = Schemas["ChunkView"];
export type Answer = Schemas["RagAnswer"];
export type ContextChunk = Schemas["ContextPassage"];
export type Usage = Schemas["Usage"];
export type Provider = Schemas["ProviderStatus"];
export type CatalogueItem = Schemas["CatalogueItem"];
