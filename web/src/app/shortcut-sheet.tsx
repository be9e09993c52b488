import { Dialog } from "@/components/dialog";
import { Kbd } from "@/components/kbd";

const GROUPS: readonly { name: string; keys: readonly (readonly [string, string])[] }[] = [
  {
    name: "Everywhere",
    keys: [
      ["Mod+k", "Search and commands"],
      ["?", "This sheet"],
      ["Escape", "Close what is open"],
    ],
  },
  {
    name: "List",
    keys: [
      ["j", "Next conversation"],
      ["k", "Previous conversation"],
      ["Enter", "Open it"],
      ["x", "Select it"],
      ["/", "Search the inbox"],
    ],
  },
  {
    name: "Conversation",
    keys: [
      ["r", "Reply"],
      ["n", "Private note"],
      ["Mod+Enter", "Send"],
      ["Shift+E", "Resolve or reopen"],
    ],
  },
  {
    name: "AI draft",
    keys: [
      ["a", "Accept and send"],
      ["e", "Edit"],
    ],
  },
];

export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="Keyboard shortcuts" wide>
      <div className="grid gap-x-8 gap-y-6 sm:grid-cols-2">
        {GROUPS.map((group) => (
          <section key={group.name} aria-label={group.name}>
            <h3 className="mb-1 text-xs font-semibold text-muted">{group.name}</h3>
            <dl>
              {group.keys.map(([keys, does]) => (
                <div key={keys} className="flex min-h-9 items-center justify-between gap-4 border-b last:border-b-0">
                  <dt>{does}</dt>
                  <dd>
                    <Kbd keys={keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
