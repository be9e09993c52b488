"""PDFs printed by Chromium: the layout of a modern in-house brochure."""

import shutil
import subprocess
import tempfile
from pathlib import Path

BASE = """
@page { size: letter; margin: 22mm 19mm 20mm 19mm;
  @top-left { content: "Northwind Motors"; font: 8pt "Liberation Sans"; color: #567; }
  @top-right { content: "TITLE"; font: 8pt "Liberation Sans"; color: #567; }
  @bottom-center { content: "Page " counter(page) " of " counter(pages);
    font: 8pt "Liberation Sans"; color: #567; } }
body { font: 10.5pt/1.45 FACE; color: #1c2428; margin: 0; }
h1 { font-size: 22pt; color: #0d4b57; margin: 0 0 6mm; }
h2 { font-size: 14pt; color: #0d4b57; margin: 7mm 0 2mm; break-after: avoid; }
h3 { font-size: 11.5pt; margin: 4mm 0 1.5mm; break-after: avoid; }
table { border-collapse: collapse; width: 100%; margin: 3mm 0 5mm; font-size: 9pt; }
th { background: #e3eef0; text-align: left; }
th, td { border: 0.4pt solid #9ab; padding: 1.4mm 2mm; vertical-align: top; }
tr { break-inside: avoid; } li { margin: 0.8mm 0; }
"""
STYLES = {
    "chromium": ('"Liberation Sans"', ""),
    "chromium-plain": ('"Liberation Serif"', "body { font-size: 11pt } th { background: none }"),
    "chromium-two-column": (
        '"DejaVu Serif"',
        "body { font-size: 9pt; columns: 2; column-gap: 8mm; text-align: justify }"
        "h1, table { column-span: all } td, th { text-align: left } h2 { font-size: 12pt; margin-top: 4mm }",
    ),
}


def write(target: Path, title: str, html: str, layout: str) -> None:
    face, extra = STYLES[layout]
    css = BASE.replace("TITLE", title).replace("FACE", face) + extra
    page = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{css}</style></head><body>{html}</body></html>"
    )
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "page.html"
        source.write_text(page, encoding="utf-8")
        subprocess.run(
            [
                shutil.which("chromium") or "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                f"--user-data-dir={folder}/profile",
                "--no-pdf-header-footer",
                f"--print-to-pdf={target}",
                source.as_uri(),
            ],
            check=True,
            stderr=subprocess.DEVNULL,
        )
