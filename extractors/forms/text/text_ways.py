"""How a table in running text is read: its head is found, what stands behind it cut by the likeliest plan of columns.

Tables whose cells may have slipped are read as they are printed or as text; what each of the two makes of a document is
weighed by `extractors.forms.text.arbiter`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractors.forms.lattice.lattice_rows import Segment, lattice_rows
from extractors.forms.lattice.pieces import lattice_of
from extractors.forms.lattice.text_plans import likeliest, likeliest_layout
from extractors.forms.text.head_words import HeadRun
from extractors.forms.text.level_heads import level_heads
from extractors.forms.text.open_heads import open_heads

#: So many characters of the rows tell which columns they have.
_SAMPLE = 1200
#: So many do where all usual layouts are tried, and how sure what they say is.
_FEW_ROWS, _UNKNOWN_HEAD = 500, 0.85
#: Both ways to read a document cut the same texts: so many cuts are kept.
_MOST_KEPT = 16


@dataclass(frozen=True, slots=True)
class Cut:
    """Text cut into rows: the columns as (role, as printed) in the order of the cells, first those that no head names,
    which print nothing; the rows; and how likely these columns are beside the next best."""

    words: tuple[tuple[str, str], ...]
    rows: Sequence[Sequence[Segment]]
    chance: float = 1.0


@dataclass(frozen=True, slots=True)
class TextWay:
    """A way to read a document; `loosens` says that rows of tables whose cells slipped are read as text too, `turns`
    that text is looked through for tables that are printed column by column, `patterns` that lines or sentences which
    one pattern of signs parts are a table."""

    name: str
    loosens: bool
    turns: bool = False
    patterns: bool = False


WAYS = (
    TextWay("tables as they are printed", False),
    TextWay("tables of slipped cells as text", True),
    TextWay("tables that are printed column by column", False, turns=True),
    TextWay("lists in one pattern of signs", False, patterns=True),
)


def heads_of(text: str, glued: bool) -> Iterator[HeadRun]:
    """The heads that are known in part at least; in a text without one what stands before its first level. `glued`
    says that nothing parts its cells."""
    heads = list(open_heads(text, glued))
    yield from heads or level_heads(text, glued)


@lru_cache(maxsize=_MOST_KEPT)
def cut_of(text: str, head: HeadRun, glued: bool) -> Cut:
    """What stands behind a head, cut by the likeliest plan of columns."""
    sample = lattice_of(text[:_SAMPLE], glued)
    if not sample.pieces:
        return Cut(head.words, [], 0.0)
    if not any(role for role, _ in head.words):
        layout = likeliest_layout([printed for _, printed in head.words], lattice_of(text[:_FEW_ROWS], glued))
        return Cut(layout.words, lattice_rows(text, layout.roles, glued), _UNKNOWN_HEAD * layout.chance)
    plan = likeliest(head.words, sample)
    return Cut(plan.words, lattice_rows(text, plan.roles, glued), plan.chance)
