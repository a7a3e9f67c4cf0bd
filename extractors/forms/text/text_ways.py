"""The ways to read a table in running text: each finds heads and cuts what stands behind them into rows.

None is better in all texts. What each of them makes of a document is weighed by `extractors.forms.text.arbiter`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from extractors.forms.lattice.lattice_rows import lattice_rows
from extractors.forms.lattice.pieces import lattice_of
from extractors.forms.lattice.segmentation import Segment, segment
from extractors.forms.lattice.text_plans import likeliest, likeliest_layout
from extractors.forms.text.head_runs import HeadRun, head_runs
from extractors.forms.text.level_heads import level_heads
from extractors.forms.text.open_heads import open_heads

#: So many characters of the rows tell which columns they have.
_SAMPLE = 1200
#: So many do where all usual layouts are tried, and how sure what they say is.
_FEW_ROWS, _UNKNOWN_HEAD = 500, 0.85


@dataclass(frozen=True, slots=True)
class Cut:
    """Text cut into rows: the columns as (role, as printed) in the order of the cells, first those that no head names,
    which print nothing; the rows; and how likely these columns are beside the next best."""

    words: tuple[tuple[str, str], ...]
    rows: Sequence[Sequence[Segment]]
    chance: float = 1.0


@dataclass(frozen=True, slots=True)
class TextWay:
    """A way to read text: `heads` finds the heads in a text, of which is known whether it is glued; `cut` cuts what
    stands behind one of them; `loosens` says that rows of tables whose cells slipped are read as text too."""

    name: str
    heads: Callable[[str, bool], Iterator[HeadRun]]
    cut: Callable[[str, HeadRun, bool], Cut]
    loosens: bool = False


def _closed_heads(text: str, _glued: bool) -> Iterator[HeadRun]:
    return head_runs(text)


def _cut_in_order(text: str, head: HeadRun, glued: bool) -> Cut:
    return Cut(head.words, segment(text, [role for role, _ in head.words], glued))


def _any_heads(text: str, glued: bool) -> Iterator[HeadRun]:
    """The heads that are known in part at least; in a text without one what stands before its first level."""
    heads = list(open_heads(text, glued))
    yield from heads or level_heads(text)


def _cut_by_plan(text: str, head: HeadRun, glued: bool) -> Cut:
    sample = lattice_of(text[:_SAMPLE], glued)
    if not sample.pieces:
        return Cut(head.words, [], 0.0)
    if not any(role for role, _ in head.words):
        layout = likeliest_layout([printed for _, printed in head.words], lattice_of(text[:_FEW_ROWS], glued))
        return Cut(layout.words, lattice_rows(text, layout.roles, glued), _UNKNOWN_HEAD * layout.chance)
    plan = likeliest(head.words, sample)
    return Cut(plan.words, lattice_rows(text, plan.roles, glued), plan.chance)


#: By known heads in the order in which they stand; with heads that nobody knows, by the likeliest plan of columns.
IN_ORDER = TextWay("in the order of the head", _closed_heads, _cut_in_order)
BY_PLAN = TextWay("by the likeliest plan", _any_heads, _cut_by_plan, loosens=True)
WAYS = (IN_ORDER, BY_PLAN)
