import { Fragment } from "react";
import type { Citation } from "@/api/types";
import { blocks, links, type Inline } from "@/lib/rich-text";

const linkLook = "underline underline-offset-2 hover:no-underline";

/** What people write: their line breaks and their links. */
export function PlainText({ text }: { text: string }) {
  return (
    <>
      {links(text).map((part, index) =>
        part.kind === "link" ? (
          <a key={index} href={part.href} target="_blank" rel="noopener noreferrer nofollow" className={linkLook}>
            {part.text}
          </a>
        ) : (
          <Fragment key={index}>{part.kind === "mark" ? "" : part.text}</Fragment>
        ),
      )}
    </>
  );
}

interface AnswerTextProps {
  text: string;
  citations: readonly Citation[];
  onOpen: (citation: Citation) => void;
}

/** What the AI writes: also bold, lists, and marks that open the source of their number. */
export function AnswerText({ text, citations, onOpen }: AnswerTextProps) {
  const draw = (part: Inline, key: number) => {
    switch (part.kind) {
      case "text":
        return <Fragment key={key}>{part.text}</Fragment>;
      case "strong":
        return <strong key={key}>{part.text}</strong>;
      case "link":
        return (
          <a key={key} href={part.href} target="_blank" rel="noopener noreferrer nofollow" className={linkLook}>
            {part.text}
          </a>
        );
      case "mark": {
        const citation = citations[part.n - 1];
        if (citation === undefined) return <Fragment key={key}>[{part.n}]</Fragment>;
        return (
          <button key={key} type="button" aria-label={`Open source ${part.n}`} onClick={() => onOpen(citation)} className="relative mx-0.5 inline-flex h-4 min-w-4 items-center justify-center rounded-sm bg-ai px-1 align-text-top text-xs font-semibold text-on-ai tabular-nums after:absolute after:-inset-1">
            {part.n}
          </button>
        );
      }
    }
  };
  return (
    <div className="flex flex-col gap-2 break-words">
      {blocks(text).map((block, index) => {
        if (block.kind === "paragraph") {
          return (
            <p key={index} className="whitespace-pre-wrap">
              {block.inline.map(draw)}
            </p>
          );
        }
        const items = block.items.map((item, at) => <li key={at}>{item.map(draw)}</li>);
        return block.ordered ? (
          <ol key={index} start={block.start} className="list-decimal pl-5">
            {items}
          </ol>
        ) : (
          <ul key={index} className="list-disc pl-5">
            {items}
          </ul>
        );
      })}
    </div>
  );
}
