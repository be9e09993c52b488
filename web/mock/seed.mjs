// The demo data of the mock: a small dealership in the middle of a working day.
let counter = 0;
export const id = () => {
  counter += 1;
  return `0199${String(counter).padStart(4, "0")}-0000-7000-8000-${String(counter).padStart(12, "0")}`;
};
export const ago = (minutes) => new Date(Date.now() - minutes * 60_000).toISOString();

const tenant = { id: id(), slug: "northwind-motors", name: "Northwind Motors" };
const member = (name, email, role, presence, days) => ({ user_id: id(), name, email, role, role_id: null, role_name: role, presence, availability: name.startsWith("Aiko") ? "away" : "available", suspended: name.startsWith("Louis"), created_at: ago(days * 1440) });
const members = [
  member("Maya Lindqvist", "maya@northwind.example", "owner", "online", 240),
  member("Daniel Okafor", "daniel@northwind.example", "admin", "online", 210),
  member("Priya Raman", "priya@northwind.example", "supervisor", "offline", 120),
  member("Tom Becker", "tom@northwind.example", "agent", "online", 96),
  member("Aiko Tanaka", "aiko@northwind.example", "agent", "offline", 31),
  member("Louis Martin", "louis@northwind.example", "viewer", "offline", 4),
];
export const me = members[0];

const document = (title, filename, media_type, size, rest = {}) => ({
  id: id(), title, filename, media_type, size, status: "ready", progress: 100, error: null, chunk_count: 0, page_count: null, created_at: ago(9000), updated_at: ago(4000), ...rest,
});
const PDF = "application/pdf";
const DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const documents = [
  document("Battery and drivetrain warranty", "battery-warranty-2026.pdf", PDF, 418_220, { page_count: 6 }),
  document("Service price list 2026", "service-prices.pdf", PDF, 96_410, { page_count: 3, status: "processing", progress: 62, updated_at: ago(0) }),
  document("Trade-in and part exchange", "trade-in.docx", DOCX, 58_119),
  document("Opening hours and directions", "opening-hours.html", "text/html", 9_204),
  document("Test drive terms", "test-drives.md", "text/markdown", 4_120),
  document("Finance and leasing FAQ", "finance-faq.pdf", PDF, 281_090, { page_count: 11 }),
  document("Winter tyre storage", "tyre-storage.md", "text/markdown", 2_870, { status: "queued", progress: 0, updated_at: ago(0) }),
  document("Scanned delivery checklist", "delivery-scan.pdf", PDF, 8_410_220, { status: "failed", progress: 0, error: { code: "scanned_only", message: "The pages are pictures without text. Upload a version with text, or run text recognition on it first." }, updated_at: ago(200) }),
];
const warranty = documents[0];
const texts = [
  ["Coverage › Scope", "Northwind Motors warrants every new electric vehicle against defects in material and workmanship for 36 months from first registration, without a limit on distance.\n\nWear parts such as tyres, brake pads and wiper blades are covered for six months."],
  ["Coverage › High-voltage battery", "The high-voltage battery is covered for 8 years or 160,000 km, whichever comes first. Within this time we repair or replace the battery free of charge when its usable capacity falls below 70 % of the capacity when new."],
  ["Coverage › Drive unit", "The electric motor, the inverter and the reduction gear are covered for 8 years or 160,000 km."],
  ["Conditions › Transfer", "The warranty stays with the vehicle. A second owner takes over the rest of it without a fee, provided that the service book is complete."],
  ["Conditions › What is not covered", "Damage from accidents, racing, flooding or from charging equipment that is not approved is not covered."],
];
const chunks = new Map(documents.map((doc, index) => {
  const list = index === 0 ? texts : texts.slice(index % 3, (index % 3) + 3);
  doc.chunk_count = doc.status === "ready" ? list.length : 0;
  return [doc.id, list.map(([locator, content], position) => ({ id: id(), position, locator, content }))];
}));
export const batteryCitation = { document_id: warranty.id, title: warranty.title, locator: "Coverage › High-voltage battery", quote: "The high-voltage battery is covered for 8 years or 160,000 km, whichever comes first.", catalogue_item_id: null };
const item = { id: id(), sku: "NW-2041", name: "Volta Meridian 77 AWD", kind: "vehicle", price: { amount: 4_689_000, currency: "USD" }, stock: 2, attributes: { year: 2026, mileage_km: 12, range_km: 512, colour: "Fjord blue", seats: 5 }, url: null };
const carCitation = { document_id: null, title: item.name, locator: "Catalogue", quote: "Volta Meridian 77 AWD, Fjord blue, range 512 km, $46,890.00, 2 in stock", catalogue_item_id: item.id };

const chatbots = [
  {
    id: id(), public_key: "nw_live_4f8a2c91d7", name: "Northwind assistant", greeting: "Hello! Ask about our cars, service or warranty. I answer from our documents, and people are here if I can't.", mode: "auto", enabled: true,
    colors: { primary: "#0f766e", on_primary: "#ffffff" }, allowed_origins: ["https://northwind.example"], away_message: "We are closed right now. Leave your e-mail and we get back to you in the morning.",
    business_hours: { time_zone: "Europe/Oslo", days: ["mon", "tue", "wed", "thu", "fri"].map((day) => ({ day, opens: "09:00", closes: "18:00" })).concat({ day: "sat", opens: "10:00", closes: "15:00" }) },
    created_at: ago(200_000), updated_at: ago(3000),
  },
];

const conversations = [];
const messages = new Map();
const suggestions = new Map();
const contacts = new Map();
const staff = (member) => ({ kind: "staff", id: member.user_id, name: member.name });
const bot = { kind: "ai", id: null, name: "Northwind assistant" };
const system = { kind: "system", id: null, name: null };

function conversation({ name, email, minutes, thread, ...rest }) {
  const contact = { id: id(), name, email };
  contacts.set(contact.id, { ...contact, phone: name === null ? null : "+47 22 55 01 40", created_at: ago(minutes + 5000), conversation_count: name === null ? 1 : 3 });
  const conv = {
    id: id(), status: "open", channel: "widget", priority: "normal", contact, assignee: null, chatbot_id: chatbots[0].id, handover: null, subject: null, unread_count: 0,
    created_at: ago(minutes + thread.length * 3), resolved_at: null, ...rest,
  };
  const list = thread.map(([who, content, extra = {}], index) => ({
    id: id(), conversation_id: conv.id, seq: index + 1, sender: who === "c" ? { kind: "customer", id: contact.id, name } : who === "ai" ? bot : who === "sys" ? system : staff(who), content,
    citations: [], private: false, client_id: null, created_at: ago(minutes + (thread.length - 1 - index) * 3), ...extra,
  }));
  messages.set(conv.id, list);
  const last = list.filter((message) => !message.private).at(-1);
  conv.last_message = { content: last.content, sender_kind: last.sender.kind, created_at: last.created_at };
  conv.last_message_at = last.created_at;
  conv.updated_at = last.created_at;
  conversations.push(conv);
  return conv;
}

const first = conversation({
  name: "Elin Haugen", email: "elin.haugen@post.example", minutes: 2, unread_count: 1, priority: "high", subject: "Battery warranty after resale",
  handover: { reason: "not_grounded", summary: "Elin bought a used Meridian from a private seller and asks whether the battery warranty moved to her, and whether a software update done elsewhere voids it. The documents cover the transfer, not the update.", at: ago(4) },
  thread: [
    ["c", "Hi! How long is the battery on the Meridian covered?"],
    ["ai", "The high-voltage battery is covered for 8 years or 160,000 km, whichever comes first. Within this time it is repaired or replaced free of charge when its usable capacity falls below 70 %.", { citations: [batteryCitation] }],
    ["c", "Great. I bought mine from a private seller last month. Does it move to me?"],
    ["ai", "Yes. The warranty stays with the vehicle, and a second owner takes over the rest of it without a fee, provided that the service book is complete.", { citations: [{ ...batteryCitation, locator: "Conditions › Transfer", quote: "A second owner takes over the rest of it without a fee, provided that the service book is complete." }] }],
    ["c", "And the previous owner had a software update done at another garage. Does that void it?"],
    ["sys", "Handed over to the team"],
    [members[3], "The workshop says updates by approved partners are fine. Someone should ask which garage it was.", { private: true }],
    ["c", "It was at Fjord Elbil in Bergen, if that helps"],
  ],
});
suggestions.set(first.id, [
  {
    id: id(), conversation_id: first.id, grounded: true, confidence: 0.86, status: "pending", provider: "extractive", in_reply_to: messages.get(first.id).at(-1).id, created_at: ago(1), reason: null,
    content: "Thanks, Elin. The warranty stays with your car and you take over the rest of it without a fee, as long as the service book is complete. Please make sure that Fjord Elbil entered the update in it; a picture of that page is enough for us to confirm.",
    citations: [{ ...batteryCitation, locator: "Conditions › Transfer", quote: "The warranty stays with the vehicle. A second owner takes over the rest of it without a fee, provided that the service book is complete." }, carCitation],
  },
]);
conversation({ name: "Marcus Weiß", email: "m.weiss@mail.example", minutes: 11, unread_count: 2, handover: { reason: "asked_for_person", summary: "Marcus wants to speak to a person about a fleet of twelve vans.", at: ago(12) }, priority: "urgent", thread: [["c", "We need twelve electric vans before March."], ["ai", "I can help with single vehicles. For fleets a colleague is better; shall I fetch one?"], ["c", "Yes please, a person"], ["c", "Ideally today, our lease ends soon"]] });
conversation({ name: "Sofia Pereira", email: "sofia.p@correio.example", minutes: 26, assignee: { id: me.user_id, name: me.name }, thread: [["c", "Can I take the Aster for a test drive on Saturday?"], [me, "Of course, Sofia. Does 11:00 suit you? Please bring your driving licence."], ["c", "11 is perfect, thank you!"]] });
conversation({ name: null, email: null, minutes: 48, thread: [["c", "Do you store winter tyres?"], ["ai", "Yes. We store a set for a season in our heated hall.", { citations: [{ ...batteryCitation, title: "Winter tyre storage", locator: "Prices" }] }]] });
conversation({ name: "Jonas Dahl", email: "jonas@dahl.example", minutes: 95, assignee: { id: members[3].user_id, name: members[3].name }, channel: "email", subject: "Invoice 20811", thread: [["c", "I think there is an error in invoice 20811, the tyres appear twice."], [members[3], "You are right, sorry about that. I send a corrected one today."]] });
conversation({ name: "Grace Mbeki", email: "grace.mbeki@mail.example", minutes: 160, thread: [["c", "What do I need for a trade-in quote?"], ["ai", "Bring the registration document, the service book and both keys. The valuation takes about 30 minutes and costs nothing."]] });
const names = ["Hanna Virtanen", "Oskar Nilsen", "Leila Haddad", "Peter Novak", "Chloé Dubois", "Ravi Menon", "Ingrid Solberg", "Mateo García", "Nora Aas", "William Chen", "Fatima Zahra", "Erik Johansen", "Yuki Mori", "Anna Kowalska"];
const questions = ["Is the roof box included with the Meridian?", "Can I charge at your dealership overnight?", "How much is the yearly service for a 2024 Aster?", "Do you deliver to Tromsø?", "What is the towing capacity?", "When does the leasing end without a fee?"];
names.forEach((name, index) => conversation({ name, email: `${name.split(" ")[0].toLowerCase()}@mail.example`, minutes: 240 + index * 310, assignee: index % 3 === 0 ? { id: me.user_id, name: me.name } : null, status: index > 8 ? "resolved" : index > 6 ? "pending" : "open", resolved_at: index > 8 ? ago(100) : null, thread: [["c", questions[index % questions.length]], ["ai", "Let me check that for you."], ["c", "Thanks, no hurry."]] }));

const month = new Date().toISOString().slice(0, 7);
const today = Number(new Date().toISOString().slice(8, 10));
const by_day = Array.from({ length: today }, (_, index) => {
  const calls = Math.round(70 + 45 * Math.sin(index * 0.9) + ((index * 37) % 23)) * (index % 7 > 4 ? 0.35 : 1);
  return { date: `${month}-${String(index + 1).padStart(2, "0")}`, calls: Math.round(calls), cost_micros: Math.round(calls * 5200) };
});
const calls = by_day.reduce((sum, day) => sum + day.calls, 0);
const spent = by_day.reduce((sum, day) => sum + day.cost_micros, 0);
const usage = {
  month, cost_micros: spent, calls, input_tokens: calls * 1430, output_tokens: calls * 120, budget: { cap_micros: 25_000_000, spent_micros: spent, month, exhausted: false },
  by_provider: [
    { provider: "openai", model: "gpt-5-mini", calls: Math.round(calls * 0.7), input_tokens: calls * 1000, output_tokens: calls * 95, cost_micros: spent, p50_ms: 840, p95_ms: 2210, failures: 3 },
    { provider: "extractive", model: "built in", calls: Math.round(calls * 0.3), input_tokens: calls * 430, output_tokens: calls * 25, cost_micros: 0, p50_ms: 9, p95_ms: 31, failures: 0 },
  ],
  by_day, suggestions: { total: 214, accepted: 121, edited: 58, rejected: 22 },
};
const providers = [
  { name: "openai", model: "gpt-5-mini", kind: "openai", state: "ready", order: 1 },
  { name: "anthropic", model: "claude", kind: "anthropic", state: "unconfigured", order: 2 },
  { name: "extractive", model: "built in", kind: "extractive", state: "ready", order: 3 },
];

export const db = { tenant: { ...tenant, created_at: ago(350_000) }, members, documents, chunks, chatbots, conversations, messages, suggestions, contacts, items: new Map([[item.id, item]]), usage, providers };
export { staff };
