#!/usr/bin/env python3
"""Rebuilds demo/documents from the Markdown in demo/sources.

The built files are committed, so nobody needs this to run DealSmart. It exists
so that a change of wording is made once, in the source. Needs Chromium and
`pip install markdown beautifulsoup4 reportlab python-docx pyphen`.
"""

import sys
from pathlib import Path

import markdown

from builders import docx_handbook, html_pages, pdf_chromium, pdf_reportlab

HERE = Path(__file__).resolve().parent
SOURCES = HERE / "sources"
DOCUMENTS = HERE / "documents"


def read_source(path: Path) -> tuple[dict[str, str], str]:
    """Splits the front matter (plain `key: value` lines) from the body."""
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    meta = dict(line.split(": ", 1) for line in head.strip().splitlines())
    return meta, body.lstrip("\n")


def build(path: Path) -> Path:
    meta, body = read_source(path)
    target = DOCUMENTS / meta["output"]
    html = markdown.markdown(body, extensions=["tables", "sane_lists", "toc"])
    layout = meta["layout"]
    if layout == "markdown":
        target.write_text(body, encoding="utf-8")
    elif layout == "docx":
        docx_handbook.write(target, meta["title"], html)
    elif layout.startswith("chromium"):
        pdf_chromium.write(target, meta["title"], html, layout)
    elif layout.startswith("reportlab"):
        pdf_reportlab.write(target, meta["title"], html, layout)
    elif layout.startswith("html"):
        html_pages.write(target, meta["title"], html, layout)
    else:
        raise SystemExit(f"{path.name}: unknown layout {layout}")
    return target


def main() -> None:
    DOCUMENTS.mkdir(exist_ok=True)
    wanted = set(sys.argv[1:])
    for path in sorted(SOURCES.glob("*.md")):
        if wanted and path.stem not in wanted:
            continue
        print(build(path).relative_to(HERE))


if __name__ == "__main__":
    main()
