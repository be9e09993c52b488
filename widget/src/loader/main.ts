// The first script on the customer's page: draws the launcher and fetches the rest when it is wanted.
import type { App, Embed, Identity } from "../shared/bridge";
import { adopt, h } from "../shared/element";
import type { WidgetConfig } from "../shared/protocol";
import { openStore, storeKeys } from "../shared/storage";
import { themeCss } from "../shared/theme";
import { words } from "../shared/words";
import { loadApp } from "./app-script";
import { fetchConfig, fetchConfigPatiently, keptConfig } from "./config";
import { readEmbed } from "./embed";
import frameCss from "./frame.css?inline";
import { Launcher } from "./launcher";
import { cleanIdentity, PageEvents } from "./page-api";
import { Panel } from "./panel";
import { Peek } from "./peek";

/** Opening hours may have begun or ended since the page was loaded. */
const CONFIG_FRESH_MS = 5 * 60_000;

function begin(embed: Embed): void {
  const local = openStore("localStorage");
  const tab = openStore("sessionStorage");
  const keys = storeKeys(embed.chatbot);
  const events = new PageEvents();
  const launcher = new Launcher();
  const panel = new Panel(launcher.button);
  const peek = new Peek(() => panel.open());
  let identity: Identity = {};
  let config: WidgetConfig | null = null;
  let configAt = 0;
  let app: App | null = null;
  let starting = false;
  let wantsOpen = false;
  let unread = 0;
  let repaint: ((css: string) => void) | null = null;

  const host = document.createElement("dealsmart-widget");
  const root = host.attachShadow({ mode: "open" });
  // The page's own shortcuts must not fire while somebody writes in the chat.
  for (const type of ["keydown", "keyup", "keypress"]) host.addEventListener(type, (event) => event.stopPropagation());

  function paint(next: WidgetConfig): void {
    config = next;
    panel.configure(next);
    if (repaint) return repaint(themeCss(next.colors));
    repaint = adopt(root, themeCss(next.colors), embed.nonce);
    adopt(root, frameCss, embed.nonce);
    root.append(h("div", { class: "dock" }, panel.element, peek.element, launcher.button));
    document.body.append(host);
  }

  async function startApp(): Promise<void> {
    if (app || starting || !config) return;
    starting = true;
    if (!panel.body.firstChild) panel.body.append(skeleton());
    try {
      const start = await loadApp(embed);
      panel.body.replaceChildren();
      app = start({
        embed,
        config,
        local,
        tab,
        keys,
        identity,
        emit: (event, detail) => events.emit(event, detail),
        frame: {
          root,
          body: panel.body,
          isOpen: () => panel.isOpen,
          onToggle: (listener) => panel.onToggle(listener),
          setStatus: (text, online) => panel.setStatus(text, online),
          setUnread: (count) => {
            launcher.setUnread(count);
            if (count === 0) peek.hide();
            if (count !== unread) events.emit("unread", count);
            unread = count;
          },
          preview: (kind, name, text) => {
            if (!panel.isOpen) peek.show(kind, name, text);
          },
        },
      });
      if (panel.isOpen && root.activeElement === panel.element && !panel.isFullScreen) app.focus();
    } catch {
      const again = h("button", { class: "again", type: "button" }, words.tryAgain);
      again.addEventListener("click", () => {
        panel.body.replaceChildren();
        void startApp();
      });
      panel.body.replaceChildren(h("div", { class: "broken", role: "alert" }, h("p", {}, words.loadFailed), again));
    } finally {
      starting = false;
    }
  }

  function refreshConfig(): void {
    if (Date.now() - configAt < CONFIG_FRESH_MS) return;
    configAt = Date.now();
    fetchConfig(embed, local, keys)
      .then((fresh) => {
        if (!fresh) return;
        paint(fresh);
        app?.configure(fresh);
      })
      .catch(() => undefined);
  }

  panel.onToggle((open) => {
    launcher.setOpen(open);
    if (open) tab.set(keys.open, "1");
    else tab.remove(keys.open);
    if (open) {
      peek.hide();
      refreshConfig();
      void startApp();
      // On a phone the keyboard would cover half of the greeting, so the field waits for a tap there.
      if (root.activeElement === panel.element && !panel.isFullScreen) app?.focus();
    }
    events.emit(open ? "open" : "close");
  });
  launcher.button.addEventListener("click", () => (panel.isOpen ? panel.close() : panel.open()));
  // A pointer on its way to the button is enough to fetch the rest, so that opening never waits.
  const warm = () => void loadApp(embed).catch(() => undefined);
  launcher.button.addEventListener("pointerenter", warm, { once: true });
  launcher.button.addEventListener("focus", warm, { once: true });

  const hasUnfinished = () => local.get(keys.session) !== null || local.keys(keys.outbox).length > 0;
  addEventListener("online", () => {
    if (panel.isOpen || hasUnfinished()) void startApp();
  });

  window.DealSmart = {
    open: () => {
      wantsOpen = true;
      if (config) panel.open();
    },
    close: () => {
      wantsOpen = false;
      panel.close();
    },
    identify: (given) => {
      identity = { ...identity, ...cleanIdentity(given) };
      app?.identify(identity);
    },
    on: (event, listener) => events.on(event, listener),
  };
  window.dispatchEvent(new Event("dealsmart:ready"));

  function resume(): void {
    if (wantsOpen) panel.open();
    else if (tab.get(keys.open) && (!panel.isFullScreen || wasReloaded())) panel.open(true);
    else if (hasUnfinished()) whenIdle(() => void startApp());
  }

  const kept = keptConfig(local, keys);
  if (kept) {
    paint(kept);
    resume();
  }
  void fetchConfigPatiently(embed, local, keys).then((fresh) => {
    if (!fresh) {
      host.remove();
      panel.close();
      console.warn("DealSmart: this chatbot is unknown, switched off, or not allowed on this site.");
      return;
    }
    configAt = Date.now();
    paint(fresh);
    app?.configure(fresh);
    if (!kept) resume();
  });
}

function skeleton(): HTMLElement {
  const line = (size: string) => h("span", { class: `bone ${size}` });
  return h(
    "div",
    { class: "bones", role: "status", "aria-label": words.loading },
    line("wide"),
    line("middle"),
    line("short"),
  );
}

/** A phone's full screen comes back after a reload, but not over the next page that the customer went to. */
function wasReloaded(): boolean {
  const [entry] = performance.getEntriesByType("navigation");
  return entry instanceof PerformanceNavigationTiming && entry.type === "reload";
}

function whenIdle(work: () => void): void {
  if ("requestIdleCallback" in window) requestIdleCallback(work, { timeout: 2_000 });
  else setTimeout(work, 200);
}

const embed = readEmbed();
if (!embed) console.warn("DealSmart: the script tag has no data-chatbot.");
else if (!window.DealSmart) {
  // In the head of a page that is still being read there is no body yet.
  if (document.querySelector("body")) begin(embed);
  else addEventListener("DOMContentLoaded", () => begin(embed));
}
