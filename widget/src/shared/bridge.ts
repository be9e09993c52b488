// What the loader and the app, two separately loaded scripts, know of each other.
import type { WidgetConfig } from "./protocol";
import type { Store, StoreKeys } from "./storage";

export interface Embed {
  /** Origin of the DealSmart server, taken from the script's own address. */
  origin: string;
  chatbot: string;
  /** The page's CSP nonce, if its script tag had one. */
  nonce: string;
}

export interface Identity {
  name?: string;
  email?: string;
}

/** The panel that the loader draws and the app fills. */
export interface Frame {
  root: ShadowRoot;
  body: HTMLElement;
  isOpen(): boolean;
  onToggle(listener: (open: boolean) => void): void;
  setStatus(text: string, online: boolean): void;
  setUnread(count: number): void;
  /** Shows a new message beside the launcher, if the panel is closed. */
  preview(kind: string, name: string, text: string): void;
}

export interface AppContext {
  embed: Embed;
  config: WidgetConfig;
  local: Store;
  tab: Store;
  keys: StoreKeys;
  identity: Identity;
  frame: Frame;
  emit(event: string, detail?: unknown): void;
}

export interface App {
  identify(identity: Identity): void;
  /** Puts the keyboard where the customer would write. */
  focus(): void;
  configure(config: WidgetConfig): void;
}

export type StartApp = (context: AppContext) => App;

/** The app's script leaves its entry point on the window under this name. */
export const APP_ENTRY = "__dealsmartApp";

declare global {
  interface Window {
    [APP_ENTRY]?: StartApp;
  }
}
