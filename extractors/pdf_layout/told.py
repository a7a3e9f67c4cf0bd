"""What of the pages of a PDF was left out, in sentences with the pages and the counts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from extractors.pdf_objects.looks import SEAL, WATERMARK
from extractors.pdf_objects.page import PageContent
from extractors.pdf_objects.typed import FIELDS, TYPED

#: Files attached whose names are said.
_NAMED = 5


class Told:
    """What was met on the pages that were read by their text, by what it is and the page."""

    def __init__(self) -> None:
        self._left_out: dict[str, dict[int, int]] = defaultdict(dict)
        self._unread: dict[str, dict[int, int]] = defaultdict(dict)
        self._read: dict[str, dict[int, int]] = defaultdict(dict)
        self._marks: dict[int, str] = {}

    def read(self, page: PageContent) -> None:
        """Notes what a page has beside what was read of its text."""
        _note(self._left_out, page.number, page.left_out)
        _note(self._unread, page.number, {"characters without meaning": page.unmapped, "pictures": page.apart})
        for what, count in page.beside.items():
            _note(self._read if what in (FIELDS, TYPED) else self._unread, page.number, {what: count})
        if page.mark:
            self._marks[page.number] = page.mark

    def seen(self, page: PageContent, is_photograph: bool = False) -> None:
        """Notes what the picture of a page lacks, from which it was read, or that it was none of a page with text."""
        _note(self._unread, page.number, {"texts in fonts that the file does not hold": page.undrawn})
        _note(self._unread, page.number, {"photographs": int(is_photograph)})

    def lacks(self, page: int, count: int) -> None:
        """Notes so many characters that one of two readers did not see."""
        _note(self._unread, page, {"characters that one of two readers does not see": count})

    def unread(self) -> Iterator[str]:
        """A sentence for each kind of what was left out or not read. A seal is none of the form."""
        marks = Counter(self._marks.values())
        for page, mark in self._marks.items():
            if marks[mark] == 1:  # one that comes again is a watermark
                _note(self._left_out, page, {WATERMARK: len(mark)})
        for why, pages in self._left_out.items():
            if why != SEAL:
                yield f"characters left out on p. {runs(pages)}: {why} ({sum(pages.values())})"
        for what, pages in self._unread.items():
            yield f"not read on p. {runs(pages)}: {what} ({sum(pages.values())})"

    def also_read(self) -> Iterator[str]:
        """A sentence for each kind of what was read beside the print."""
        for what, pages in self._read.items():
            yield f"read on p. {runs(pages)}: {what} ({sum(pages.values())})"


def _note(kinds: dict[str, dict[int, int]], page: int, counts: Mapping[str, int]) -> None:
    for what, count in counts.items():
        if count > 0:
            kinds[what][page] = count


def runs(numbers: Iterable[int]) -> str:
    """The numbers rising, those in a row as the first and the last: `1-3, 7`."""
    known = sorted(set(numbers))
    firsts = [number for number in known if number - 1 not in known]
    lasts = [number for number in known if number + 1 not in known]
    pairs = zip(firsts, lasts, strict=True)
    return ", ".join(f"{first}" if first == last else f"{first}-{last}" for first, last in pairs)


def attached(names: Sequence[str]) -> str:
    """That so many files are attached, with the first of their names."""
    more = ", …" if len(names) > _NAMED else ""
    return f"files attached to the PDF are filings of their own ({len(names)}): {', '.join(names[:_NAMED])}{more}"
