import { useState } from "react";
import type { OutboxLetter } from "@/api/types";
import { cx } from "@/lib/cx";
import { exactTime } from "@/lib/format";

const ADDRESS = /(https?:\/\/\S+)/;

/** A letter, as plain text with its links, or as HTML in a frame that may do nothing. */
export function LetterView({ letter }: { letter: OutboxLetter }) {
  const [shown, setShown] = useState<"text" | "html">("text");
  return (
    <article aria-label={letter.subject} className="flex min-h-0 min-w-0 flex-1 flex-col">
      <div className="border-b px-4 py-3 md:px-6">
        <h2 className="text-sm font-semibold">{letter.subject}</h2>
        <p className="mt-0.5 text-xs break-words text-muted">
          To {letter.to} · {letter.template} · {exactTime(letter.created_at)}
        </p>
        <div role="radiogroup" aria-label="Part" className="mt-3 flex gap-2">
          {(["text", "html"] as const).map((part) => (
            <button
              key={part}
              type="button"
              role="radio"
              aria-checked={shown === part}
              onClick={() => setShown(part)}
              className={cx("h-8 rounded border px-3 font-medium max-md:h-10", shown === part ? "border-accent bg-accent-soft text-accent" : "border-control/50 hover:bg-raised")}
            >
              {part === "text" ? "Plain text" : "HTML"}
            </button>
          ))}
        </div>
      </div>
      {shown === "text" ? (
        <pre tabIndex={0} aria-label="Plain text" className="focus-inset min-h-0 flex-1 overflow-auto px-4 py-4 font-mono text-xs whitespace-pre-wrap md:px-6">
          {letter.text.split(ADDRESS).map((part, index) =>
            index % 2 === 1 ? (
              <a key={index} href={part} className="break-all text-accent underline underline-offset-2">
                {part}
              </a>
            ) : (
              part
            ),
          )}
        </pre>
      ) : (
        // Its links lead nowhere from here: the frame may neither run scripts nor leave itself.
        <iframe title="HTML" sandbox="" srcDoc={letter.html} className="min-h-0 w-full flex-1 bg-white" />
      )}
    </article>
  );
}
