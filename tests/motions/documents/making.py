"""Makes real documents for the tests, with the programs and libraries that make them elsewhere.

The article is invented, and so is everybody in it.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO

TITLE = "Close the Harbour Road to Cars"
AUTHOR = "Mirelle Castane"
# Soft hyphens mark where a word may break; two words carry a hyphen of their own.
ARTICLE = (
    "For forty years the town of Veldmoor has argued about its harbour road, and for forty "
    "years the argu\u00adment has ended in the same way: with another con\u00adsulta\u00adtion, "
    "another trans\u00adpor\u00adta\u00adtion study and another summer of fumes.",
    "The infor\u00adma\u00adtion we have now is better than any study. When the storm of last "
    "November closed the road for seven weeks, takings in the forty-two shops along it rose by "
    "eleven per cent, as the chamber of com\u00admerce itself reported.",
    "Long-term residents will say that seven weeks in winter prove nothing. They are right that "
    "the figures are few. But they have to explain why every one of the nine towns along the "
    "coast that closed a central road has kept it closed, what\u00adever party governed.",
    "Nor does the traffic simply move next door. Counts by the regional admin\u00adis\u00adtration "
    "found that of the 14,000 cars a day that used the road, fewer than 5,000 appeared on the "
    "ring; the rest were journeys that people made on foot, put off or did not make at all.",
    "Delivery drivers have a real com\u00adplaint. A baker who cannot unload before seven cannot "
    "bake, and the council's first plan forgot him altogether. The remedy is a morning window, "
    "as the port of Asterby has had since 2011, and not 14,000 cars.",
    "Opponents speak of freedom. Oddo Ferrant, who leads them, told a meeting in May that “a "
    "road is the one thing a town owes everybody”. It is a fine phrase. Yet a quarter of our "
    "house\u00adholds own no car, and what the road gives them is noise, delay and bad air.",
    "There is the matter of ambu\u00adlances, and it is the strongest point on the other side. The "
    "district hospital timed them: with the road closed they reached the harbour forty seconds "
    "sooner, because nothing stood in front of them.",
    "What remains is habit. Habits deserve respect, long-term habits most of all, but they are not "
    "reasons, and a town that mistakes the one for the other will go on choking itself out of "
    "polite\u00adness. Close the road, keep the window, and count again in two years.",
)
NOTES = (
    "Veldmoor Chamber of Commerce, Winter Report, p. 14.",
    "Regional Administration, Traffic Counts 2019, table 3.",
)
PARAGRAPHS = tuple(paragraph.replace("\u00ad", "") for paragraph in ARTICLE)


def pdf(
    *,
    columns: int = 1,
    article: Sequence[str] = ARTICLE,
    repeat: int = 1,
    indent: float = 0,
    space: float = 6,
    footnotes: bool = False,
    heads: bool = False,
    justify: bool = True,
    headings: Mapping[int, str] | None = None,
    title: str = TITLE,
    told: tuple[str, str] = ("", ""),
    password: str = "",
    size: float = 10,
    page: tuple[float, float] = (420, 420),
) -> bytes:
    """Return a PDF of the article; small pages, so that it runs over several.

    ``told`` are the file's own title and author; ``headings`` stand before a paragraph.
    """
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

    body = ParagraphStyle(
        "body",
        fontName="Times-Roman",
        fontSize=size,
        leading=size * 1.25,
        alignment=4 if justify else 0,
        firstLineIndent=indent,
        spaceAfter=space,
        embeddedHyphenation=1,
    )
    head = ParagraphStyle("head", fontName="Times-Bold", fontSize=size * 1.3, leading=size * 1.6)
    top = ParagraphStyle("top", parent=head, fontSize=size * 2, leading=size * 2.5, spaceAfter=10)
    width, height = page
    foot = 70 if footnotes else 40

    def furnish(canvas: object, document: object) -> None:
        number = document.page  # type: ignore[attr-defined]
        draw = canvas
        if heads:
            draw.setFont("Times-Roman", 8)  # type: ignore[attr-defined]
            left = number % 2 == 0
            text = "The Veldmoor Review" if left else "Close the Harbour Road"
            place = 40 if left else width - 120
            draw.drawString(place, height - 25, text)  # type: ignore[attr-defined]
            draw.drawString(40 if left else width - 50, 20, str(number))  # type: ignore[attr-defined]
        if footnotes and number <= len(NOTES):
            draw.setFont("Times-Roman", 4.5)  # type: ignore[attr-defined]
            draw.drawString(40, 52, str(number))  # type: ignore[attr-defined]
            draw.setFont("Times-Roman", 7.5)  # type: ignore[attr-defined]
            draw.drawString(44, 49, NOTES[number - 1])  # type: ignore[attr-defined]

    gap = 18
    each = (width - 80 - gap * (columns - 1)) / columns
    frames = [
        Frame(40 + place * (each + gap), foot, each, height - foot - 40, 0, 0, 0, 0)
        for place in range(columns)
    ]
    flow = [Paragraph(title, top)] if title else []
    for _ in range(repeat):
        for place, paragraph in enumerate(article):
            if headings and place in headings:
                flow.append(Paragraph(headings[place], head))
            marked = footnotes and place in (1, 3)
            mark = f"<super size=6>{1 if place == 1 else 2}</super>" if marked else ""
            flow.append(Paragraph(paragraph + mark, body))
    out = BytesIO()
    encrypt = StandardEncryption(password, canPrint=0) if password else None
    document = BaseDocTemplate(out, pagesize=page, title=told[0], author=told[1], encrypt=encrypt)
    document.addPageTemplates([PageTemplate(frames=frames, onPage=furnish)])
    document.build(flow)
    return out.getvalue()


def scan() -> bytes:
    """Return a PDF of one page that is a picture."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out, pagesize=(300, 300))
    canvas.drawImage(ImageReader(Image.new("L", (200, 200), 180)), 20, 20)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def docx(fill: Callable[[object], None] | None = None, **properties: str) -> bytes:
    """Return a DOCX; without ``fill``, the article with its title and a section heading."""
    from docx import Document

    file = Document()
    for name, value in properties.items():
        setattr(file.core_properties, name, value)
    if fill is not None:
        fill(file)
    else:
        file.add_paragraph(TITLE, style="Title")
        for place, paragraph in enumerate(PARAGRAPHS):
            if place == 4:
                file.add_paragraph("The case for a window", style="Heading 2")
            file.add_paragraph(paragraph)
    out = BytesIO()
    file.save(out)
    return out.getvalue()


CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" '
    'xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>"
)
PACKAGE = """<?xml version="1.0"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Roads and Reasons</dc:title>
<dc:creator>Mirelle Castane</dc:creator><dc:date>2021-03-04T00:00:00Z</dc:date>
<dc:publisher>Lantern Row Press</dc:publisher></metadata>
<manifest><item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"/>
<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>
<item id="one" href="text/one%20a.xhtml" media-type="application/xhtml+xml"/>
<item id="two" href="text/two.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="cover"/><itemref idref="nav"/><itemref idref="one"/><itemref idref="two"/>
</spine></package>"""


def xhtml(body: str, doctype: str = "<!DOCTYPE html>") -> str:
    """Return a chapter."""
    return (
        f'<?xml version="1.0" encoding="utf-8"?>{doctype}'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
        f"<head><title/></head><body>{body}</body></html>"
    )


def epub(**files: str) -> bytes:
    """Return an EPUB of two chapters; ``files`` are added or put in place of its own."""
    half = len(PARAGRAPHS) // 2
    held = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OEBPS/book.opf": PACKAGE,
        "OEBPS/cover.xhtml": xhtml("<p>A cover with a few words of praise on it.</p>"),
        "OEBPS/nav.xhtml": xhtml("<nav><ol><li><a href='text/two.xhtml'>Two</a></li></ol></nav>"),
        "OEBPS/text/one a.xhtml": xhtml(
            "<h1>One</h1>" + "".join(f"<p>{text}</p>" for text in PARAGRAPHS[:half])
        ),
        "OEBPS/text/two.xhtml": xhtml(
            "<h1>Two&nbsp;more</h1>" + "".join(f"<p>{text}</p>" for text in PARAGRAPHS[half:])
        ),
        **files,
    }
    return zipped(held)


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """Return a ZIP archive of ``files``."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()
