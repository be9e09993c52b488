import type { Embed } from "../shared/bridge";

/** Reads the one script tag. `document.currentScript` is set while a classic script first runs, async or not;
 * the query serves pages whose tag manager inserts the script in some other way. */
export function readEmbed(): Embed | null {
  const current = document.currentScript;
  const script =
    current instanceof HTMLScriptElement && current.dataset["chatbot"]
      ? current
      : document.querySelector<HTMLScriptElement>("script[data-chatbot]");
  const chatbot = script?.dataset["chatbot"];
  if (!script || !chatbot) return null;
  return { origin: new URL(script.src, location.href).origin, chatbot, nonce: script.nonce };
}
