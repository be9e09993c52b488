"""Word files with real heading styles, list styles, tables and a footer."""

from datetime import datetime
from pathlib import Path

from bs4 import BeautifulSoup, NavigableString, Tag
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor


def add_runs(paragraph, node: Tag) -> None:
    for child in node.children:
        if isinstance(child, NavigableString):
            text = " ".join(str(child).split("\n"))
            if text:
                paragraph.add_run(text)
        elif child.name in ("ul", "ol"):
            continue
        else:
            run = paragraph.add_run(child.get_text())
            run.bold = child.name in ("strong", "b")
            run.italic = child.name in ("em", "i")


def add_field(paragraph, instruction: str) -> None:
    for kind, text in (("begin", None), (None, instruction), ("end", None)):
        run = paragraph.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._r.append(mark)


def add_table(document, table: Tag) -> None:
    rows = table.find_all("tr")
    columns = len(rows[0].find_all(["th", "td"]))
    grid = document.add_table(rows=0, cols=columns)
    grid.style = "Light Grid Accent 1"
    for source in rows:
        cells = grid.add_row().cells
        for cell, content in zip(cells, source.find_all(["th", "td"])):
            add_runs(cell.paragraphs[0], content)
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(9)
    header = grid.rows[0]._tr.get_or_add_trPr()
    header.append(OxmlElement("w:tblHeader"))
    document.add_paragraph()


def restart_numbering(document):
    """Each ordered list counts from one; Word would otherwise go on counting."""
    style = document.styles["List Number"].element
    num_id = style.find(".//" + qn("w:numId")).get(qn("w:val"))
    numbering = document.part.numbering_part.numbering_definitions._numbering
    abstract = numbering.num_having_numId(int(num_id)).abstractNumId.val
    number = numbering.add_num(abstract)
    number.add_lvlOverride(ilvl=0).add_startOverride(1)
    return number.numId


def write(target: Path, title: str, html: str) -> None:
    document = Document()
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].font.size = Pt(10.5)
    for level, size in ((1, 20), (2, 14), (3, 11.5)):
        style = document.styles[f"Heading {level}"]
        style.font.size = Pt(size)
        style.font.color.rgb = RGBColor(0x12, 0x4A, 0x54)
    properties = document.core_properties
    properties.title = title
    properties.author = "Northwind Motors"
    properties.created = properties.modified = datetime(2026, 10, 1, 9, 0, 0)
    section = document.sections[0]
    section.header.paragraphs[0].text = f"Northwind Motors\t\t{title}"
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run("Edition of October 2026 · page ")
    add_field(footer, "PAGE")
    for node in BeautifulSoup(html, "html.parser").children:
        if not isinstance(node, Tag):
            continue
        if node.name in ("h1", "h2", "h3"):
            document.add_heading(node.get_text(), level=int(node.name[1]))
        elif node.name in ("ul", "ol"):
            style = "List Bullet" if node.name == "ul" else "List Number"
            number = restart_numbering(document) if node.name == "ol" else None
            for item in node.find_all("li", recursive=False):
                paragraph = document.add_paragraph(style=style)
                if number is not None:
                    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
                    properties.get_or_add_numId().val = number
                    properties.get_or_add_ilvl().val = 0
                add_runs(paragraph, item.find("p") or item)
        elif node.name == "table":
            add_table(document, node)
        else:
            add_runs(document.add_paragraph(), node)
    document.save(target)
