"""PDFs in the manner of older typesetting: columns, hyphens, ligatures."""

from pathlib import Path

from bs4 import BeautifulSoup, Tag
from reportlab.lib import colors
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

FONTS = Path("/usr/share/fonts/truetype")
FACES = {
    "reportlab-two-column": ("Serif", "liberation/LiberationSerif"),
    "reportlab-menu": ("Sans", "liberation/LiberationSans"),
}
LIGATURES = (("fi", "\ufb01"), ("fl", "\ufb02"))


class Booklet:
    def __init__(self, title: str, layout: str) -> None:
        self.title = title
        self.columns = 2 if layout.endswith("two-column") else 1
        self.face, file = FACES[layout]
        for suffix, name in (("Regular", ""), ("Bold", "-Bold"), ("Italic", "-Italic")):
            pdfmetrics.registerFont(TTFont(self.face + name, str(FONTS / f"{file}-{suffix}.ttf")))
        pdfmetrics.registerFontFamily(
            self.face,
            normal=self.face,
            bold=self.face + "-Bold",
            italic=self.face + "-Italic",
            boldItalic=self.face + "-Bold",
        )
        size = 11.5 if self.columns == 2 else 10.5
        body = {"fontName": self.face, "fontSize": size, "leading": size * 1.32, "spaceAfter": 5}
        if self.columns == 2:
            body |= {"alignment": TA_JUSTIFY, "hyphenationLang": "en_US"}
        bold = self.face + "-Bold"
        tone = colors.HexColor("#0d4b57")
        self.styles = {
            "p": ParagraphStyle("p", **body),
            "li": ParagraphStyle("li", **body, leftIndent=14, bulletIndent=2),
            "h1": ParagraphStyle("h1", fontName=bold, fontSize=20, leading=24, spaceAfter=8, textColor=tone),
            "h2": ParagraphStyle(
                "h2", fontName=bold, fontSize=13, leading=16, spaceBefore=8, spaceAfter=4,
                textColor=tone, keepWithNext=1,
            ),
            "h3": ParagraphStyle(
                "h3", fontName=bold, fontSize=11, leading=14, spaceBefore=5, spaceAfter=3, keepWithNext=1
            ),
            "cell": ParagraphStyle(
                "cell", fontName=self.face, fontSize=8.5 if self.columns == 2 else 9.5, leading=11
            ),
        }

    def markup(self, node: Tag) -> str:
        text = node.decode_contents().replace("<strong>", "<b>").replace("</strong>", "</b>")
        text = text.replace("<em>", "<i>").replace("</em>", "</i>")
        if self.columns == 2:
            for plain, joined in LIGATURES:
                text = text.replace(plain, joined)
        return text

    def table(self, node: Tag, width: float) -> Table:
        rows = [
            [Paragraph(self.markup(cell), self.styles["cell"]) for cell in row.find_all(["th", "td"])]
            for row in node.find_all("tr")
        ]
        count = len(rows[0])
        first = 0.55 if count == 2 else (0.31 if self.columns == 2 else 0.4)
        widths = [width * first] + [width * (1 - first) / (count - 1)] * (count - 1)
        style = [
            ("GRID", (0, 0), (-1, -1), 0.4, colors.HexColor("#99aabb")),
            ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#e3eef0")),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ]
        return Table(rows, colWidths=widths, repeatRows=1, style=TableStyle(style))

    def story(self, html: str, width: float) -> list:
        parts = []
        for node in BeautifulSoup(html, "html.parser").children:
            if not isinstance(node, Tag):
                continue
            if node.name in ("ul", "ol"):
                for number, item in enumerate(node.find_all("li", recursive=False), 1):
                    bullet = "\u2022" if node.name == "ul" else f"{number}."
                    holder = item.find("p") or item
                    parts.append(Paragraph(self.markup(holder), self.styles["li"], bulletText=bullet))
            elif node.name == "table":
                parts += [self.table(node, width), Spacer(1, 8)]
            else:
                parts.append(Paragraph(self.markup(node), self.styles.get(node.name, self.styles["p"])))
        return parts

    def decorate(self, canvas, document) -> None:
        canvas.saveState()
        canvas.setFont(self.face, 8)
        canvas.setFillColor(colors.HexColor("#556677"))
        left, right, top = 54, letter[0] - 54, letter[1] - 36
        canvas.drawString(left, top, "NORTHWIND MOTORS")
        canvas.drawRightString(right, top, self.title)
        canvas.line(left, top - 5, right, top - 5)
        canvas.drawString(left, 32, "Form NM-2026-10")
        canvas.drawRightString(right, 32, str(document.page))
        canvas.restoreState()


def write(target: Path, title: str, html: str, layout: str) -> None:
    booklet = Booklet(title, layout)
    gap, margin = 18, 54
    usable = letter[0] - 2 * margin
    width = (usable - gap * (booklet.columns - 1)) / booklet.columns
    frames = [
        Frame(margin + index * (width + gap), 54, width, letter[1] - 108,
              leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
        for index in range(booklet.columns)
    ]
    document = BaseDocTemplate(
        str(target), pagesize=letter, title=title, author="Northwind Motors", invariant=1
    )
    document.addPageTemplates(PageTemplate(frames=frames, onPage=booklet.decorate))
    document.build(booklet.story(html, width))
