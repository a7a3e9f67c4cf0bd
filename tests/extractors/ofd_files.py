"""OFD files made by hand for the tests: pages of texts, lines and pictures at places in millimetres."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise
from xml.sax.saxutils import escape

from extractors.pdf_objects.page import PageContent
from extractors.readers.ofd_page import POINTS
from extractors.tables.marks import Character, Rule

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def text(words: str, x: float, y: float, size: float = 4.0, steps: str = "", said: str = "", inside: str = "") -> str:
    """A text whose line begins at a place; `steps` are DeltaX, `inside` goes before the text."""
    delta = f' DeltaX="{steps}"' if steps else ""
    return (
        f'<ofd:TextObject Boundary="{x} {y - size} 200 {2 * size}" Font="1" Size="{size}"{said}>{inside}'
        f'<ofd:TextCode X="0" Y="{size}"{delta}>{escape(words)}</ofd:TextCode></ofd:TextObject>'
    )


def path(data: str, said: str = "", inside: str = "") -> str:
    """A path on the page."""
    return (
        f'<ofd:PathObject Boundary="0 0 210 297"{said}>{inside}<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData>'
        "</ofd:PathObject>"
    )


def grid(xs: Sequence[float], ys: Sequence[float]) -> str:
    """Ruling lines."""
    level = [f"M {xs[0]} {y} L {xs[-1]} {y}" for y in ys]
    return path(" ".join([*level, *(f"M {x} {ys[0]} L {x} {ys[-1]}" for x in xs)]))


def ofd(
    *pages: str, size: tuple[float, float] = (210, 297), template: str = "",
    resources: Mapping[str, bytes] | None = None, more: Mapping[str, bytes | str] | None = None,
) -> bytes:  # fmt: skip
    """The file; `resources` are pictures by number."""
    held = resources or {}
    media = "".join(
        f'<ofd:MultiMedia ID="{name}" Type="Image"><ofd:MediaFile>{name}.png</ofd:MediaFile></ofd:MultiMedia>'
        for name in held
    )
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    shown = '<ofd:TemplatePage ID="90" BaseLoc="Tpls/Tpl_0/Content.xml"/>' if template else ""
    area = f"<ofd:PageArea><ofd:PhysicalBox>0 0 {size[0]} {size[1]}</ofd:PhysicalBox></ofd:PageArea>"
    parts: dict[str, bytes | str] = {
        "OFD.xml": f"<ofd:OFD {SPACE}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
        "</ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {SPACE}><ofd:CommonData>{area}{shown}"
        f"<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes></ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        "Doc_0/DocumentRes.xml": f'<ofd:Res {SPACE} BaseLoc="Res"><ofd:MultiMedias>{media}</ofd:MultiMedias></ofd:Res>',
        **{f"Doc_0/Res/{name}.png": data for name, data in held.items()},
        **{f"Doc_0/Pages/Page_{n}/Content.xml": _page(page, bool(template)) for n, page in enumerate(pages)},
        **({"Doc_0/Tpls/Tpl_0/Content.xml": _page(template, False)} if template else {}),
        **(more or {}),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def _page(content: str, is_on_template: bool) -> str:
    shown = '<ofd:Template TemplateID="90"/>' if is_on_template else ""
    return f"<ofd:Page {SPACE}>{shown}<ofd:Content><ofd:Layer>{content}</ofd:Layer></ofd:Content></ofd:Page>"


def of_pdf(data: bytes) -> bytes:
    """A PDF as OFD: every line of characters a text, every rule a path."""
    from extractors.pdf_layout.contents import contents

    pages = [page.content for page in contents(data, None, [], [])]
    width, height = pages[0].width / POINTS, pages[0].height / POINTS
    return ofd(*map(_content, pages), size=(width, height))


def _content(page: PageContent) -> str:
    runs = [list(run) for _, run in groupby(page.characters, lambda one: (round(one.y1, 2), round(one.y1 - one.y0, 2)))]
    return "".join(map(_run, runs)) + "".join(map(_rule, page.rules))


def _run(run: Sequence[Character]) -> str:
    size = max(one.size for one in run) / POINTS
    starts = [one.x0 / POINTS for one in run]
    steps = " ".join(f"{after - before:.4f}" for before, after in pairwise(starts))
    words = "".join(one.text for one in run)
    # The box of a character reaches from 0.86 of its size over its line to 0.14 under it.
    return text(words, starts[0], run[0].y1 / POINTS - 0.14 * size, size, steps)


def _rule(rule: Rule) -> str:
    x0, y0, x1, y1 = (side / POINTS for side in rule)
    return path(f"M {x0:.4f} {y0:.4f} L {x1:.4f} {y1:.4f}")
