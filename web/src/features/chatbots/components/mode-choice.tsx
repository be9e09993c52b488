import { RadioGroup } from "radix-ui";
import { useId } from "react";
import type { Chatbot } from "@/api/types";

const MODES: readonly { value: Chatbot["mode"]; name: string; means: string }[] = [
  { value: "auto", name: "The AI answers", means: "When your sources support the answer it goes out at once, with its source. Everything else is handed over to your team." },
  { value: "assist", name: "Your team answers", means: "The AI only drafts. A person accepts, edits or rejects each reply in the inbox." },
];

export function ModeChoice({ mode, onChange }: { mode: Chatbot["mode"]; onChange: (mode: Chatbot["mode"]) => void }) {
  const id = useId();
  return (
    <RadioGroup.Root aria-label="Mode" value={mode} onValueChange={(value) => onChange(value === "assist" ? "assist" : "auto")} className="grid max-w-2xl gap-3 sm:grid-cols-2">
      {MODES.map((option) => (
        <label key={option.value} className="flex cursor-pointer gap-3 rounded-lg border p-3 has-data-[state=checked]:border-accent has-data-[state=checked]:bg-accent-soft">
          <RadioGroup.Item
            value={option.value}
            aria-labelledby={`${id}-${option.value}`}
            aria-describedby={`${id}-${option.value}-means`}
            className="mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-full border border-control data-[state=checked]:border-accent"
          >
            <RadioGroup.Indicator className="size-2 rounded-full bg-accent" />
          </RadioGroup.Item>
          <span>
            <span id={`${id}-${option.value}`} className="block font-medium">
              {option.name}
            </span>
            <span id={`${id}-${option.value}-means`} className="block text-xs text-muted">
              {option.means}
            </span>
          </span>
        </label>
      ))}
    </RadioGroup.Root>
  );
}
