"""Which cells of a row are labels of other cells: by their words, by where they stand, by how they end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.forms.around.projects import named_by
from extractors.forms.evidence.fit import cues
from extractors.forms.grid import Grid, Row, Slot, without_outer
from extractors.forms.labels.openings import asks_for_words, is_block_label, labels_in_turn
from extractors.forms.words.content import has_figure, is_amount
from extractors.forms.words.inline import inline_pair
from extractors.forms.words.joint import joint_keys
from extractors.forms.words.titles import form_of_title, table_unit
from extractors.forms.words.vocabulary import role_of, words
from normalizers.names.layout import is_public_body, unit_name
from normalizers.text import bare

LONGEST_KEY = 20
#: A telephone or a date has so many digits.
_DIGITS = 6
#: The labelled cells of a form stand in its first rows.
_HEAD_ROWS = 60


def labelled_cells(row: Row, grid: Grid) -> Iterator[tuple[Slot, Slot | None]]:
    """Known labels with the cell behind each.

    In a row of two cells the first is a label whatever its words, and so are short words where other rows of the table
    have known labels.
    """
    filled = row.filled
    if in_turn := labels_in_turn(row):
        for key, value in zip(in_turn, filled[1::2], strict=True):
            yield key, None if _is_no_value(value.text) else value
        return
    known = [slot for slot in filled if is_key(slot) and not _is_kind_of_money(slot, filled)]
    keys = [*known, *_unknown_keys(row, grid, known)]
    for position, slot in enumerate(filled):
        if slot in keys:
            following = filled[position + 1] if position + 1 < len(filled) else None
            free = following is not None and following not in keys and not _is_no_value(following.text)
            yield slot, following if free else None


def _is_kind_of_money(slot: Slot, filled: Sequence[Slot]) -> bool:
    """Whether the label of an amount is what another label asks for (资金性质 | 一般公共预算): no figure follows, and
    words at once, or a known label stands before it."""
    if role_of("fields", slot.text).sureness > 0.85 or not is_money_key(slot):
        return False
    behind = next((other for other in filled if other.column >= slot.end), None)
    if behind is None or is_amount(behind.text) or is_key(behind):
        return False
    before = next((other for other in filled if other.end == slot.column), None)
    return behind.column == slot.end or (before is not None and role_of("fields", before.text).sureness == 1.0)


def _is_no_value(text: str) -> bool:
    """Whether a text is the label of a block, holds another label with its value, or says in what unit the figures of a
    table are."""
    pair = inline_pair(text)
    holds = pair is not None and role_of("fields", pair.label).sureness == 1.0
    return holds or is_block_label(text) or bool(table_unit(text))


def _unknown_keys(row: Row, grid: Grid, known: Sequence[Slot]) -> list[Slot]:
    """The labels of a row that nobody knows, by where they stand: first of two cells, in turn with the values of known
    ones, in the columns of known ones, or all with the words of such labels at their ends."""
    inner = without_outer(row) or row.filled
    if not known and len(inner) == 2 and may_be_key(inner[0]) and (inner[0].column == 0 or len(inner) < len(row.slots)):
        return [inner[0]]
    labels, values = inner[::2], inner[1::2]
    unknown = [slot for slot in labels if slot not in known]
    if len(labels) != len(values) or not all(map(may_be_key, unknown)) or any(slot in known for slot in values):
        return []
    pairs = [pair for pair in zip(labels, values, strict=True) if pair[0] in unknown]
    asked = any(asks_for_words(label.text) or _is_body(value.text) for label, value in pairs)
    asked = asked and not any(has_figure(label.text) for label, _ in pairs)
    priced = all(is_amount(value.text) and value.label.endswith("元") for _, value in pairs)
    if len(labels) > 1 and (known or asked or priced):
        return unknown
    columns = _key_columns(grid)
    figures = any(is_amount(slot.text) for slot in values)
    return unknown if not figures and all(slot.column in columns for slot in unknown) else []


def _key_columns(grid: Grid) -> frozenset[int]:
    """The columns in which a row of the table has a known label with a value behind it."""
    return frozenset(
        slot.column
        for row in grid.rows[:_HEAD_ROWS]
        for slot, behind in pairwise(row.filled)
        if role_of("fields", slot.text).sureness == 1.0 and role_of("fields", behind.text).sureness < 1.0
    )


def is_key(slot: Slot) -> bool:
    """Whether a cell is a known label of another."""
    return role_of("fields", slot.text).sureness > 0.85 or is_money_key(slot) or bool(joint_keys(slot.text))


def is_money_key(slot: Slot) -> bool:
    """Whether a cell is a known label of an amount."""
    return bare(slot.text) in words("money", "rows") and not is_amount(slot.text)


def may_be_key(slot: Slot) -> bool:
    """Whether a cell is as short as labels are, and neither an amount, a label with its value nor a title."""
    if not 2 <= len(slot.label) <= LONGEST_KEY or is_amount(slot.text) or inline_pair(slot.text):
        return False
    return not form_of_title(slot.text)


def holds_labelled(row: Row) -> bool:
    """Whether labels that nobody knows stand in the row, each before such words as are never heads over columns: a
    department, a telephone, a date, a project's name alone behind its label."""
    pairs = list(pairwise(row.filled))
    if any(_is_body(value.text) or _is_number(key.text, value.text) for key, value in pairs):
        return True
    return len(pairs) == 1 and named_by(pairs[0][0].text, pairs[0][1].text) is not None


def _is_number(label: str, value: str) -> bool:
    """Whether a telephone or a date stands behind a label that asks for words."""
    return asks_for_words(label) and sum(sign.isdigit() for sign in value) >= _DIGITS


def _is_body(text: str) -> bool:
    """Whether a text is the name of a public body or of a firm."""
    return is_public_body(unit_name(text)) or bare(text).endswith(cues("firms"))
