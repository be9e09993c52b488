import type { components } from "./schema";

type Schemas = components["schemas"];

export type Session = Schemas["Session"];
export type Role = Schemas["Role"];
export type Me = Schemas["Me"];
export type Member = Schemas["Member"];
export type Contact = Schemas["Contact"];
export type Citation = Schemas["Citation"];
export type Sender = Schemas["Sender"];
export type Message = Schemas["Message"];
export type Conversation = Schemas["Conversation"];
export type Suggestion = Schemas["Suggestion"];
export type Chatbot = Schemas["Chatbot"];
export type BusinessHours = Schemas["BusinessHours"];
export type Document = Schemas["Document"];
export type Chunk = Schemas["Chunk"];
export type Answer = Schemas["Answer"];
export type ContextChunk = Schemas["ContextChunk"];
export type Usage = Schemas["Usage"];
export type Provider = Schemas["Provider"];
export type CatalogueItem = Schemas["CatalogueItem"];
