import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Bell, CornerDownLeft, Keyboard, LogOut, MessageSquare, Moon, Search, Sun, Zap } from "lucide-react";
import { Dialog } from "radix-ui";
import { useEffect, useId, useMemo, useRef, useState, type ReactNode } from "react";
import { api, data } from "@/api/client";
import { signOut } from "@/api/sign-out";
import { contactName } from "@/features/inbox/words";
import { Kbd } from "@/components/kbd";
import { cx } from "@/lib/cx";
import { useRegisteredCommands } from "@/lib/commands";
import { allows, useMe } from "@/lib/permissions";
import { chooseTheme } from "@/lib/theme";
import { useOpener } from "@/components/dialog";
import { glance } from "@/lib/rich-text";
import { useDebounced } from "@/lib/use-debounced";
import { SECTIONS } from "./sections";

interface Entry {
  id: string;
  group: string;
  label: string;
  detail?: string;
  icon: ReactNode;
  keys?: string | undefined;
  run: () => void;
}

/** Whether the letters of the query occur in the text in their order; words that start with them come first. */
function rank(text: string, query: string): number {
  const low = text.toLowerCase();
  const wanted = query.toLowerCase().trim();
  if (wanted === "" || low.startsWith(wanted)) return 3;
  if (low.includes(` ${wanted}`)) return 2;
  return low.includes(wanted) ? 1 : 0;
}

/** Everything by keyboard: places, actions of the screen, conversations. */
export function Palette({ onClose, onShortcuts }: { onClose: () => void; onShortcuts: () => void }) {
  const navigate = useNavigate();
  const me = useMe();
  const commands = useRegisteredCommands();
  const [text, setText] = useState("");
  const [active, setActive] = useState(0);
  const settled = useDebounced(text.trim(), 150);
  const listId = useId();
  const list = useRef<HTMLUListElement>(null);
  const { data: found, isPlaceholderData } = useQuery({
    queryKey: ["conversations", "palette", settled],
    queryFn: ({ signal }) => data(api.GET("/api/v1/conversations", { params: { query: { limit: 6, ...(settled === "" ? {} : { q: settled }) } }, signal })),
    placeholderData: keepPreviousData,
    enabled: allows(me, "conversations:read"),
  });

  const entries = useMemo((): Entry[] => {
    const places = SECTIONS.filter((section) => section.needs === null || allows(me, section.needs)).map((section) => ({
      id: section.to,
      group: "Go to",
      label: section.name,
      icon: <section.icon aria-hidden />,
      run: () => void navigate({ to: section.to }),
    }));
    const always: Entry[] = [
      { id: "notifications", group: "Go to", label: "Notifications", icon: <Bell aria-hidden />, run: () => void navigate({ to: "/notifications" }) },
      { id: "light", group: "Settings", label: "Use the light theme", icon: <Sun aria-hidden />, run: () => chooseTheme("light") },
      { id: "dark", group: "Settings", label: "Use the dark theme", icon: <Moon aria-hidden />, run: () => chooseTheme("dark") },
      { id: "shortcuts", group: "Settings", label: "Keyboard shortcuts", keys: "?", icon: <Keyboard aria-hidden />, run: onShortcuts },
      { id: "sign-out", group: "Settings", label: "Sign out", icon: <LogOut aria-hidden />, run: () => void signOut() },
    ];
    const here = commands.map((command): Entry => ({ ...command, group: "On this page", icon: <Zap aria-hidden /> }));
    const matching = [...here, ...places, ...always].filter((entry) => rank(entry.label, text) > 0);
    // Until the answer to these words is there, Enter must not open something found for earlier ones.
    const stale = isPlaceholderData || settled !== text.trim();
    const conversations = (found ?? []).map((conversation): Entry => ({
      id: conversation.id,
      group: "Conversations",
      label: contactName(conversation.contact),
      detail: glance(conversation.last_message?.content ?? conversation.subject ?? ""),
      icon: <MessageSquare aria-hidden />,
      run: () => void navigate({ to: "/inbox/$conversationId", params: { conversationId: conversation.id } }),
    }));
    const order = ["On this page", "Go to", "Conversations", "Settings"];
    const fitting = stale ? conversations.filter((entry) => rank(`${entry.label} ${entry.detail ?? ""}`, text) > 0) : conversations;
    return [...matching, ...fitting].sort((a, b) => order.indexOf(a.group) - order.indexOf(b.group));
  }, [commands, found, isPlaceholderData, me, navigate, onShortcuts, settled, text]);

  const chosen = useRef<Entry | null>(null);
  const opener = useOpener();
  // What was chosen runs once the palette has gone, so that it can move the focus; else the focus goes back.
  const onCloseAutoFocus = (event: Event) => {
    event.preventDefault();
    if (chosen.current === null) opener.onCloseAutoFocus(event);
    else chosen.current.run();
  };
  const current = Math.min(active, entries.length - 1);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [current]);
  const choose = (entry: Entry | undefined) => {
    if (entry === undefined) return;
    chosen.current = entry;
    onClose();
  };

  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fade fixed inset-0 z-40 bg-[oklch(0.15_0.02_225/0.45)]" />
        <Dialog.Content onCloseAutoFocus={onCloseAutoFocus} aria-describedby={undefined} className="enter fixed inset-x-3 top-3 z-50 mx-auto flex max-h-[70dvh] max-w-xl flex-col overflow-hidden rounded-lg bg-surface shadow-float outline-none md:top-[14dvh]">
          <Dialog.Title className="sr-only">Search and commands</Dialog.Title>
          <div className="flex items-center gap-3 border-b px-4">
            <Search aria-hidden className="size-4 shrink-0 text-muted" />
            <input
              role="combobox"
              aria-expanded
              aria-controls={listId}
              aria-activedescendant={entries[current] === undefined ? undefined : `${listId}-${current}`}
              aria-label="Search and commands"
              autoFocus
              value={text}
              placeholder="Search conversations or run a command"
              className="h-13 w-full bg-transparent text-lg outline-none"
              onChange={(event) => {
                setText(event.target.value);
                setActive(0);
              }}
              onKeyDown={(event) => {
                if (event.key === "ArrowDown") setActive((current + 1) % Math.max(entries.length, 1));
                else if (event.key === "ArrowUp") setActive((current - 1 + entries.length) % Math.max(entries.length, 1));
                else if (event.key === "Enter") choose(entries[current]);
                else return;
                event.preventDefault();
              }}
            />
            <Kbd keys="Esc" />
          </div>
          <ul ref={list} id={listId} role="listbox" aria-label="Results" className="min-h-0 overflow-y-auto p-1.5">
            {entries.length === 0 && <li className="px-3 py-8 text-center text-muted">Nothing found. Try other words.</li>}
            {entries.map((entry, index) => (
              <li key={`${entry.group}${entry.id}`} role="presentation">
                {entries[index - 1]?.group !== entry.group && (
                  <p role="presentation" className="px-2.5 pt-2.5 pb-1 text-xs font-medium text-muted">
                    {entry.group}
                  </p>
                )}
                <div
                  id={`${listId}-${index}`}
                  role="option"
                  aria-selected={index === current}
                  onMouseMove={() => setActive(index)}
                  onClick={() => choose(entry)}
                  className={cx("flex h-9 cursor-pointer items-center gap-3 rounded px-2.5 max-md:h-11 [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-muted", index === current && "bg-raised")}
                >
                  {entry.icon}
                  <span className={cx("truncate", entry.detail === undefined ? "flex-1" : "max-w-[45%] shrink-0 font-medium")}>{entry.label}</span>
                  {entry.detail !== undefined && <span className="min-w-0 flex-1 truncate text-muted">{entry.detail}</span>}
                  {entry.keys !== undefined && <Kbd keys={entry.keys} />}
                  {index === current && <CornerDownLeft aria-hidden />}
                </div>
              </li>
            ))}
          </ul>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
