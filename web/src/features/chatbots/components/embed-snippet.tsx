import { CopyButton } from "@/components/copy-button";

export function EmbedSnippet({ publicKey }: { publicKey: string }) {
  const snippet = `<script src="${window.location.origin}/widget.js" data-chatbot="${publicKey}" async></script>`;
  return (
    <div className="flex max-w-2xl flex-col items-start gap-3">
      <pre aria-label="Embed snippet" tabIndex={0} className="w-full overflow-x-auto rounded border bg-raised p-3 font-mono text-xs whitespace-pre-wrap break-all select-all">
        {snippet}
      </pre>
      <CopyButton text={snippet} label="Copy snippet" />
    </div>
  );
}
