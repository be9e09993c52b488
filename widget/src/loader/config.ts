import type { Embed } from "../shared/bridge";
import { isFields, readConfig, type WidgetConfig } from "../shared/protocol";
import { readJson, type Store, type StoreKeys } from "../shared/storage";

/** The answer of the last visit, so that the button is there at once; a fresh one follows. */
export function keptConfig(store: Store, keys: StoreKeys): WidgetConfig | null {
  return readConfig(readJson(store, keys.config));
}

/** Null when the server says that this chatbot is not for this page; throws when it cannot be reached. */
export async function fetchConfig(embed: Embed, store: Store, keys: StoreKeys): Promise<WidgetConfig | null> {
  const response = await fetch(`${embed.origin}/api/v1/widget/${encodeURIComponent(embed.chatbot)}/config`, {
    credentials: "omit",
  });
  if (response.status === 429 || response.status >= 500) throw new Error(`config ${response.status}`);
  if (!response.ok) {
    store.remove(keys.config);
    return null;
  }
  const body: unknown = await response.json();
  const config = readConfig(isFields(body) ? body["data"] : null);
  if (config) store.set(keys.config, JSON.stringify(config));
  return config;
}

/** Tries until the server answers: soon at first, then each time that the browser comes back online. */
export async function fetchConfigPatiently(embed: Embed, store: Store, keys: StoreKeys): Promise<WidgetConfig | null> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await fetchConfig(embed, store, keys);
    } catch {
      const wait = Math.min(60_000, 1_000 * 2 ** attempt) * (0.5 + Math.random() / 2);
      await new Promise<void>((done) => {
        const go = () => {
          clearTimeout(timer);
          removeEventListener("online", go);
          done();
        };
        const timer = setTimeout(go, wait);
        addEventListener("online", go);
      });
    }
  }
}
