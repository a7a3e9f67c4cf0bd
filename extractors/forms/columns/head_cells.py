"""What stands under a head, and which role that suits."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.forms.columns.storeys import is_head_row
from extractors.forms.evidence.fit import fit
from extractors.forms.evidence.likelihoods import is_unit
from extractors.forms.grid import Grid, Slot
from extractors.forms.words.content import is_placeholder, year_of
from extractors.forms.words.vocabulary import column_role
from normalizers.text import compact

_SAMPLE = 12


def cells_below(grid: Grid, index: int, slot: Slot) -> list[str]:
    """What stands under a head down to the next one; nothing where a storey of the head itself does."""
    texts: list[str] = []
    for _, row in grid.from_row(index + 1):
        if len(texts) == _SAMPLE or is_head_row(row):
            break
        own = next((other for other in row.slots if other.column == slot.column and other.label), None)
        if own is not None and not texts and (column_role(own.text) or year_of(own.text)):
            return []
        if own is not None and not is_placeholder(own.text):
            texts.append(own.text)
    return texts


def suits(role: str, below: Sequence[str]) -> float:
    """How well the cells suit a role, from -1 to 1; 0 where there are none."""
    if role == "?" or not below:
        return 0.0
    if role == "unit":  # any short word may stand under a printed head; here it must be one that is known
        return sum(1.0 if is_unit(compact(text)) else -1.0 for text in below) / len(below)
    return sum(fit(role, text) for text in below) / len(below)
