import { Download, Printer } from "lucide-react";
import { Button } from "@/components/button";
import { CopyButton } from "@/components/copy-button";

/** The ten codes, this once: to copy, to keep as a file, to print. */
export function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const text = `${codes.join("\n")}\n`;
  const save = () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([`DealSmart recovery codes. Each works once.\n\n${text}`], { type: "text/plain" }));
    link.download = "dealsmart-recovery-codes.txt";
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <div className="flex flex-col gap-4">
      <p className="text-muted">If you lose your phone or passkey, one of these signs you in instead. Each works once. They are shown only now: keep them where you keep passwords.</p>
      <ol aria-label="Recovery codes" data-print className="grid grid-cols-2 gap-x-6 gap-y-1.5 rounded border bg-canvas px-4 py-3 font-mono tabular-nums">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <div className="flex flex-wrap gap-2">
        <CopyButton text={text} label="Copy" />
        <Button size="sm" icon={<Download aria-hidden className="size-3.5" />} onClick={save}>
          Download
        </Button>
        <Button size="sm" icon={<Printer aria-hidden className="size-3.5" />} onClick={() => window.print()}>
          Print
        </Button>
      </div>
      <Button variant="primary" onClick={onKept}>
        I&apos;ve kept them
      </Button>
    </div>
  );
}
