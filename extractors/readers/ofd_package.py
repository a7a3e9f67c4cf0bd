"""The parts of an OFD file (GB/T 33190-2016): its pages with their templates, in order, and its pictures.

Read are pages, templates and picture resources. Not read are composite units, annotations (seals among them),
attachments and clips.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.word_tree.package import Element, Package, Sort, open_package
from schema.errors import JixiaoError, LimitError, UnreadableError

OFD_FILE = Sort("OFD file", "ofd.xml", "ofd")
MAXIMUM_PAGES = 2_000
_COPY = "copy it again from where it came from, or print it to PDF and ingest that"
#: A4, where neither page nor file says a size; in millimetres.
_A4 = (0.0, 0.0, 210.0, 297.0)
_MOST_RESOURCES = 20_000
#: No place on a page is so far from its corner, in millimetres.
_FARTHEST = 1e6

#: Left, top, width and height, in millimetres.
Place = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Paper:
    """A page that is not read yet: its part, those of the templates of its document by number, its place if it tells
    none."""

    part: str
    templates: dict[str, str]
    area: Place


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its place in the coordinates of its content, and the trees whose layers it shows, from the lowest."""

    area: Place
    trees: tuple[Element, ...]


@dataclass(slots=True)
class OfdFile:
    """An OFD file opened. `pictures` are the parts of its pictures by number, `unread` what it holds and we don't read,
    a sentence each."""

    package: Package
    pictures: dict[str, str] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)

    def papers(self) -> Iterator[Paper]:
        """The pages of all its documents, in order. Raises `LimitError` for too many, `UnreadableError` where there is
        none."""
        count = 0
        for root in dict.fromkeys(self._roots()):
            document = self.package.tree(root)
            folder = posixpath.dirname(root)
            self._note_resources(document, folder)
            area = _area(document.find("{*}CommonData/{*}PageArea")) or _A4
            templates = {
                node.get("ID", ""): _found(folder, node.get("BaseLoc", ""))
                for node in document.iterfind("{*}CommonData/{*}TemplatePage")
            }
            for node in document.iterfind("{*}Pages/{*}Page"):
                count += 1
                if count > MAXIMUM_PAGES:
                    raise LimitError(f"the file has more than {MAXIMUM_PAGES:,} pages", "cut it into several files")
                yield Paper(_found(folder, node.get("BaseLoc", "")), templates, area)
        if not count:
            raise UnreadableError("the OFD file has no pages", _COPY)

    def sheet(self, paper: Paper) -> Sheet:
        """A page. Raises a child of `JixiaoError` for one that is damaged or missing, or has such a template."""
        page = self._tree(paper.part)
        below: list[Element] = []
        above: list[Element] = []
        for node in page.iterfind("{*}Template"):
            tree = self._tree(paper.templates.get(node.get("TemplateID", ""), ""))
            (above if node.get("ZOrder") == "Foreground" else below).append(tree)
        return Sheet(_area(page.find("{*}Area")) or paper.area, (*below, page, *above))

    def picture(self, number: str) -> bytes:
        """The bytes of a picture by the number of its resource; nothing where the file lacks it."""
        name = self.pictures.get(number, "")
        return self.package.part(name) if name in self.package.entries else b""

    def _roots(self) -> Iterator[str]:
        main = self.package.tree(self.package.main)
        for body in main.iterfind("{*}DocBody"):
            root = body.find("{*}DocRoot")
            name = _found("", (root.text or "") if root is not None else "")
            if name in self.package.entries:
                yield name

    def _tree(self, name: str) -> Element:
        if name not in self.package.entries:
            raise UnreadableError(f"the OFD file lacks the part {name or 'of a page'}", _COPY)
        return self.package.tree(name)

    def _note_resources(self, document: Element, folder: str) -> None:
        for kind in ("PublicRes", "DocumentRes"):
            for node in document.iterfind(f"{{*}}CommonData/{{*}}{kind}"):
                name = _found(folder, node.text or "")
                try:
                    tree = self._tree(name)
                except JixiaoError:
                    self.unread.append(f"the part {name} is damaged or missing: pictures may be missing")
                    continue
                base = posixpath.join(posixpath.dirname(name), (tree.get("BaseLoc", "")).lower())
                for media in tree.iter("{*}MultiMedia"):
                    file = media.find("{*}MediaFile")
                    if file is not None and len(self.pictures) < _MOST_RESOURCES:
                        self.pictures[media.get("ID", "")] = _found(base, (file.text or "").strip())
        if document.find("{*}Attachments") is not None:
            self.unread.append("files attached to the OFD file were not read")


def open_ofd(data: bytes) -> OfdFile:
    """The file. Raises `UnreadableError` for what is encrypted, damaged or none, `LimitError` for too much."""
    package = open_package(data, OFD_FILE)
    if any(name.endswith(("encryptions.xml", "decryptseed.dat")) for name in package.entries):
        raise UnreadableError("the OFD file is encrypted", "open it with its password and save it without one")
    return OfdFile(package)


def numbers(text: str | None) -> list[float]:
    """The numbers of a list; nothing where one of them is none, or one that no paper is large enough for."""
    try:
        found = [float(one) for one in (text or "").split()[:400_000]]
    except ValueError:
        return []
    return found if all(abs(one) < _FARTHEST for one in found) else []


def _area(node: Element | None) -> Place | None:
    """The box of a page as it is printed, else the one that its content is for."""
    for name in ("PhysicalBox", "ApplicationBox", "ContentBox"):
        told = None if node is None else node.find("{*}" + name)
        box = numbers(told.text) if told is not None else []
        if len(box) == 4 and box[2] > 0 and box[3] > 0:
            return box[0], box[1], box[2], box[3]
    return None


def _found(folder: str, place: str) -> str:
    """The name of a part that is told from a folder, or from the root of the file."""
    return posixpath.normpath(posixpath.join("/", folder, place.strip().replace("\\", "/"))).lstrip("/").lower()
