"""How pictures of text are read, and who hears of each page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

#: When pages are read from their pictures: where their text can't be had otherwise, every page of a PDF, or none.
WHEN = ("auto", "always", "never")
#: The engine that reads where none is named.
DEFAULT_ENGINE = "rapidocr"


def _unheard(_page: int, _pages: int) -> None:
    """Nobody waits for the news."""


@dataclass(frozen=True, slots=True)
class Sight:
    """When and by which engine pictures are read, by how many threads, and in which folder recognised pages are kept.

    `page_begun` hears the number of each page before it is read from its picture, and how many pages there are. `only`
    is the number of the one page that is read, as if the document had no other.
    """

    when: str = "auto"
    engine: str = DEFAULT_ENGINE
    threads: int = 1
    kept: Path | None = None
    page_begun: Callable[[int, int], None] = _unheard
    only: int | None = None
