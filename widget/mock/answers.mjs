// Canned answers of the mock's bot, chosen by words in the question.
export const answers = [
  {
    when: /warranty|battery/i,
    content:
      "The high-voltage battery is covered for **8 years or 160,000 km**, whichever comes first. [1]\n\nIn that time it is repaired or replaced when it holds less than 70% of its original capacity. Ordinary wear is not covered. [2]",
    citations: [
      { document_id: "0190b1c2-0000-7000-8000-000000000001", title: "Warranty guide 2026", locator: "Electric vehicles › Battery", quote: "The high-voltage battery is covered for 8 years or 160,000 km, whichever comes first." },
      { document_id: "0190b1c2-0000-7000-8000-000000000002", title: "Terms of sale", locator: "page 3", quote: "Ordinary wear is not covered." },
    ],
  },
  {
    when: /price|cost|suv|stock/i,
    content: "These are in stock now:\n- Alder Ridge Hybrid, $34,900 [1]\n- Alder Cove EV, $41,200 [2]\n\nWould you like to arrange a test drive? See https://example.com/test-drive.",
    citations: [
      { document_id: null, catalogue_item_id: "0190b1c2-0000-7000-8000-0000000000a1", title: "Alder Ridge Hybrid", locator: "stock no. NM-1042", quote: "Price: $34,900 · In stock: 3 · Hybrid · 2026" },
      { document_id: null, catalogue_item_id: "0190b1c2-0000-7000-8000-0000000000a2", title: "Alder Cove EV", locator: "stock no. NM-1077", quote: "Price: $41,200 · In stock: 1 · Electric · 2026" },
    ],
  },
];
