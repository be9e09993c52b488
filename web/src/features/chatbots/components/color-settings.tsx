import { TriangleAlert } from "lucide-react";
import type { Chatbot } from "@/api/types";
import { Badge } from "@/components/badge";
import { Button } from "@/components/button";
import { Field } from "@/components/field";
import { controlLook } from "@/components/field";
import { Notice } from "@/components/states";
import { contrast, readableOn } from "@/lib/contrast";
import { cx } from "@/lib/cx";
import { isColor } from "../colors";

type Colors = Chatbot["colors"];

const AA_TEXT = 4.5;

export function ColorSettings({ colors, onChange }: { colors: Colors; onChange: (colors: Colors) => void }) {
  const ratio = contrast(colors.primary, colors.on_primary);
  const enough = ratio !== null && ratio >= AA_TEXT;
  return (
    <div className="flex max-w-xl flex-col gap-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <ColorField label="Main colour" value={colors.primary} onChange={(primary) => onChange({ ...colors, primary })} />
        <ColorField label="Text on it" value={colors.on_primary} onChange={(on_primary) => onChange({ ...colors, on_primary })} />
      </div>
      {ratio !== null && enough && (
        <p className="flex items-center gap-2 text-muted">
          <Badge tone="success">{ratio.toFixed(1)} : 1</Badge> Everyone can read this.
        </p>
      )}
      {ratio !== null && !enough && (
        <Notice
          tone="warning"
          icon={<TriangleAlert aria-hidden />}
          action={
            <Button size="sm" onClick={() => onChange({ ...colors, on_primary: readableOn(colors.primary) })}>
              Fix it
            </Button>
          }
        >
          <p role="status">
            Contrast is {ratio.toFixed(1)} : 1. Text needs at least {AA_TEXT} : 1 to be read by everyone, so the chat shows it in black or white instead.
          </p>
        </Notice>
      )}
    </div>
  );
}

function ColorField({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  const known = isColor(value);
  return (
    <Field label={label} error={known ? undefined : "Write it like #0f766e."}>
      {(described) => (
        <div className="flex gap-2">
          <input
            type="color"
            aria-label={`Pick the ${label.toLowerCase()}`}
            value={known ? value : "#000000"}
            onChange={(event) => onChange(event.target.value)}
            className="size-9 shrink-0 cursor-pointer rounded border border-control/60 bg-surface p-1 max-md:size-11"
          />
          <input {...described} value={value} maxLength={7} spellCheck={false} onChange={(event) => onChange(event.target.value)} className={cx(controlLook, "h-9 font-mono max-md:h-11")} />
        </div>
      )}
    </Field>
  );
}
