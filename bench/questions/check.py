#!/usr/bin/env python3
"""Checks every question set against its documents and catalogue: northwind.jsonl against the demo's.

Every supporting passage must be in the extracted text of its file, and every
string a right answer must contain must be near one of the passages (or in one
of the named catalogue rows). Needs pdftotext and `pip install python-docx
beautifulsoup4`. The texts are compared after NFKC (which undoes ligatures) and
with runs of white space as one space.
"""

import json
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

from bs4 import BeautifulSoup
from docx import Document

HERE = Path(__file__).resolve().parent
DEMO = HERE.parent.parent / "demo"
NEAR = 900


def squeeze(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).replace("\u00ad", "")
    return re.sub(r"\s+", " ", text).strip()


def docx_text(path: Path) -> str:
    lines = []
    for block in Document(str(path)).iter_inner_content():
        if hasattr(block, "rows"):
            lines += [" ".join(cell.text for cell in row.cells) for row in block.rows]
        else:
            lines.append(block.text)
    return "\n".join(lines)


def html_text(path: Path) -> str:
    page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    for noise in page(["script", "style", "nav", "footer", "aside"]):
        noise.decompose()
    for cell in page(["td", "th", "p", "li", "h1", "h2", "h3"]):
        cell.append(" ")
    return page.get_text()


@cache
def text_of(path: Path) -> str:
    if path.suffix == ".pdf":
        shown = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True)
        return squeeze(shown.stdout)
    if path.suffix == ".docx":
        return squeeze(docx_text(path))
    if path.suffix == ".html":
        return squeeze(html_text(path))
    return squeeze(path.read_text(encoding="utf-8").replace("*", ""))


@cache
def rows(folder: Path) -> dict[str, str]:
    shown = {}
    for item in json.loads((folder / "catalogue.json").read_text(encoding="utf-8")):
        parts = [item["name"], f"${item['price']['amount'] // 100:,}", str(item["stock"])]
        for value in item["attributes"].values():
            values = value if isinstance(value, list) else [value]
            parts += [f"{v:,}" if isinstance(v, int) and v > 9999 else str(v) for v in values]
        shown[item["sku"]] = squeeze(" ".join(parts))
    return shown


def passages(folder: Path, entry: dict) -> tuple[list[str], list[str]]:
    found, problems = [], []
    for source in entry["relevant"]:
        needle = squeeze(source["contains"])
        if source["document"] == "catalogue.json":
            if needle in rows(folder):
                found.append(rows(folder)[needle])
            else:
                problems.append(f"no such sku {needle}")
            continue
        text = text_of(folder / "documents" / source["document"])
        places = [m.start() for m in re.finditer(re.escape(needle), text)]
        if not places:
            problems.append(f"not in {source['document']}: {needle!r}")
        found += [text[max(0, at - NEAR) : at + NEAR] for at in places]
    return found, problems


def check(name: str, folder: Path, questions: Path) -> int:
    entries = [json.loads(line) for line in questions.read_text(encoding="utf-8").splitlines()]
    failures = 0
    if len({e["id"] for e in entries}) != len(entries) or len({e["question"] for e in entries}) != len(entries):
        failures += 1
        print("ids and questions must be unique")
    for entry in entries:
        found, problems = passages(folder, entry)
        if entry["answerable"] != bool(entry["relevant"]):
            problems.append("answerable questions, and only they, name passages")
        for wanted in entry["answer_contains"]:
            if not any(squeeze(wanted).lower() in text.lower() for text in found):
                problems.append(f"no passage holds {wanted!r}")
        failures += len(problems)
        for problem in problems:
            print(f"{entry['id']}: {problem}")
    count = Counter((e["split"], e["kind"], "answerable" if e["answerable"] else "unanswerable") for e in entries)
    for key in sorted(count):
        print(name, *key, count[key])
    print(f"{name}: {len(entries)} questions, {failures} problems")
    return failures


def main() -> None:
    failures = check("northwind", DEMO, HERE / "northwind.jsonl")
    for questions in sorted(HERE.glob("*/questions.jsonl")):
        failures += check(questions.parent.name, questions.parent, questions)
    sys.exit(failures > 0)


if __name__ == "__main__":
    main()
