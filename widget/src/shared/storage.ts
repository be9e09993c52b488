// Browser storage that never throws: private windows, blocked cookies and full disks fall back to memory,
// which lasts as long as the page.

export interface Store {
  get(key: string): string | null;
  set(key: string, value: string): void;
  remove(key: string): void;
  keys(prefix: string): string[];
}

class SafeStore implements Store {
  private readonly memory = new Map<string, string>();

  constructor(private readonly backing: Storage | null) {}

  get(key: string): string | null {
    const kept = this.memory.get(key);
    if (kept !== undefined) return kept;
    try {
      return this.backing?.getItem(key) ?? null;
    } catch {
      return null;
    }
  }

  set(key: string, value: string): void {
    try {
      if (!this.backing) throw new Error("no storage");
      this.backing.setItem(key, value);
      this.memory.delete(key);
    } catch {
      this.memory.set(key, value);
    }
  }

  remove(key: string): void {
    this.memory.delete(key);
    try {
      this.backing?.removeItem(key);
    } catch {
      // Nothing was stored where nothing can be removed.
    }
  }

  keys(prefix: string): string[] {
    const found = new Set([...this.memory.keys()].filter((key) => key.startsWith(prefix)));
    try {
      for (let i = 0; i < (this.backing?.length ?? 0); i++) {
        const key = this.backing?.key(i);
        if (key?.startsWith(prefix)) found.add(key);
      }
    } catch {
      // Blocked storage has no keys.
    }
    return [...found];
  }
}

export function openStore(kind: "localStorage" | "sessionStorage"): Store {
  let backing: Storage | null = null;
  try {
    // Merely naming the property throws where storage is blocked.
    backing = window[kind];
    backing.getItem("");
  } catch {
    backing = null;
  }
  return new SafeStore(backing);
}

export function memoryStore(): Store {
  return new SafeStore(null);
}

/** Where the widget keeps what; all names carry the chatbot's key, so two chatbots on one site stay apart. */
export const storeKeys = (chatbot: string) => ({
  session: `dealsmart:${chatbot}:session`,
  config: `dealsmart:${chatbot}:config`,
  open: `dealsmart:${chatbot}:open`,
  draft: `dealsmart:${chatbot}:draft`,
  read: `dealsmart:${chatbot}:read`,
  emailPrompt: `dealsmart:${chatbot}:email-prompt`,
  outbox: `dealsmart:${chatbot}:out:`,
});

export type StoreKeys = ReturnType<typeof storeKeys>;

export function readJson(store: Store, key: string): unknown {
  const raw = store.get(key);
  if (raw === null) return null;
  try {
    return JSON.parse(raw) as unknown;
  } catch {
    return null;
  }
}
