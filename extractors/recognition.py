"""The door to the forms: `Document` in, `Reading` out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from extractors.forms.around.horizons import part_above, part_heading
from extractors.forms.around.projects import is_of_department, named_above, series_of
from extractors.forms.damage.cut_labels import with_whole_labels
from extractors.forms.damage.lifted_labels import lifted
from extractors.forms.damage.restored import own_labels, restored
from extractors.forms.damage.torn_rows import with_whole_heads
from extractors.forms.evidence.fit import is_level_name
from extractors.forms.grid import Grid, grid_of
from extractors.forms.labels.labelled_lines import is_value_of, line_fields
from extractors.forms.layouts.dittos import with_dittos
from extractors.forms.layouts.parted_tables import united
from extractors.forms.layouts.parts_of_years import parts_of_years
from extractors.forms.layouts.stacked_forms import forms_of, lines_over
from extractors.forms.layouts.two_languages import without_translations
from extractors.forms.left_over import left_of, nothing_found, unclaimed
from extractors.forms.prose.chapters import prose_goals
from extractors.forms.prose.narrative import narrate
from extractors.forms.scene import BlockReader, Claim, Scene
from extractors.forms.text.arbiter import likeliest
from extractors.forms.text.flattened import unflatten
from extractors.forms.text.text_doubts import doubted_rows
from extractors.forms.text.text_ways import WAYS, TextWay
from extractors.forms.trace import Trace
from extractors.forms.words.inline import pieces_of
from extractors.forms.words.language import OTHER, Language, language_of
from extractors.forms.words.titles import form_of, form_of_title, table_unit
from extractors.tables.typed_breaks import with_line_breaks
from normalizers.text import bare, tidy
from schema.document import Document, Paragraph, Table
from schema.errors import NoFormError
from schema.faults import attempt
from schema.place import Place
from schema.reading import (
    AmountReading,
    FieldReading,
    GoalReading,
    IndicatorReading,
    Printed,
    Reading,
)
from schema.registry import discover

_LABELS_LOOKED_AT = 400
# How the title of a form ends, unlike that of a letter about one.
_FORM_TITLE_ENDS = ("表", "书")
# How sure at most is what is read of a table behind a fault: it may be what the reader that broke would have read.
_BEHIND_A_FAULT = 0.5
# How sure at most is what stands beside the indicators of a project that a title alone or an unknown label names.
_GUESSED_PROJECT = 0.75
# The channels in which a table's cells are certain.
_RULED = frozenset({"docx", "sheet", "html"})
_NAMED_BELOW = "the only project that the paper names stands apart from the table"


@dataclass
class _Parts:
    """What has been read so far, in reading order."""

    titles: list[Printed] = field(default_factory=list)
    texts: list[Printed] = field(default_factory=list)
    indicators: list[IndicatorReading] = field(default_factory=list)
    amounts: list[AmountReading] = field(default_factory=list)
    goals: list[GoalReading] = field(default_factory=list)
    fields: list[FieldReading] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    #: The projects that lines over a table name as labelled values, by the blocks of those lines and their neighbours.
    projects: dict[int, str] = field(default_factory=dict)

    def take(self, claim: Claim) -> None:
        self.indicators += claim.indicators
        self.amounts += claim.amounts
        self.goals += claim.goals
        self.fields += claim.fields
        self.unread += claim.unread
        self.remarks += claim.remarks


def recognise(document: Document, trace: Trace | None = None) -> Reading:
    """Everything that the form says, as printed; how it was understood is taken down in the `trace`. Raises
    `NoFormError` where there is no form in it."""
    laid, reading = _likeliest(document)
    if trace is not None:
        _read_laid_out(_laid_out(document, laid.way, trace), trace)
    return reading


def laid_out(document: Document) -> Document:
    """The document in the blocks that places count: with tables where its running text was read as one."""
    return _likeliest(document)[0].document


@dataclass(frozen=True, slots=True)
class _LaidOut:
    """A document with tables for its running text, by one way to read that; and what broke on the way."""

    way: TextWay
    document: Document
    faults: tuple[str, ...]


def _laid_out(document: Document, way: TextWay, trace: Trace | None = None) -> _LaidOut:
    faults: list[str] = []
    what = "the finding of tables in running text"
    return _LaidOut(way, attempt(faults, what, unflatten, document, way, trace) or document, tuple(faults))


def _likeliest(document: Document) -> tuple[_LaidOut, Reading]:
    """The likeliest of all readings of a document. Raises `NoFormError`."""
    readings = _readings(document)
    best, reading = likeliest([reading for _, reading in readings])
    return readings[best][0], reading


def readings_of(document: Document) -> list[Reading]:
    """The readings of a document, one for each way to read its running text. Raises `NoFormError`."""
    return [reading for _, reading in _readings(document)]


def _readings(document: Document) -> list[tuple[_LaidOut, Reading]]:
    different: list[_LaidOut] = []
    for way in WAYS:
        laid = _laid_out(document, way)
        if not any(laid.document.blocks == other.document.blocks for other in different):
            different.append(laid)
    readings: list[tuple[_LaidOut, Reading]] = []
    for laid in different[:-1]:
        with suppress(NoFormError):
            readings.append((laid, _read_laid_out(laid)))
    if not readings:
        return [(different[-1], _read_laid_out(different[-1]))]
    with suppress(NoFormError):
        readings.append((different[-1], _read_laid_out(different[-1])))
    return readings


def _read_laid_out(laid: _LaidOut, trace: Trace | None = None) -> Reading:
    """Everything that a document says whose running text is laid out in tables. Raises `NoFormError`."""
    parts = _Parts(faults=list(laid.faults))
    document = laid.document
    before = Scene()
    heading: list[str] = []
    unit = below = ""
    own = own_labels(document)
    series = attempt(parts.faults, "the headings over tables", series_of, _headings(document)) or frozenset()
    tables = 0
    for number, block in enumerate(document.blocks, 1):
        if isinstance(block, Paragraph):
            below = below if _paragraph(parts, block, number, below) else ""
            heading.append(block.text)
            unit = table_unit(block.text) or unit
        else:
            tables += 1
            grid = attempt(parts.faults, f"table {tables}: its mending", _mended, block, tables, number, own)
            grid = grid or grid_of(block, tables, number)
            scene = _opening_scene(grid, heading, before, unit, series)
            before = (
                attempt(parts.faults, f"table {tables}: its reading", _table, parts, grid, scene, series, trace)
                or before
            )
            parts.projects |= dict.fromkeys(range(number - len(heading), number), _labelled_above(heading, before))
            heading, unit, below = [], "", before.project
    if not tables:
        parts.projects |= dict.fromkeys(range(1, len(document.blocks) + 1), _labelled_above(heading, before))
    parts.indicators = united(parts.indicators)
    _of_the_only_project(parts)
    attempt(parts.faults, "the reading of the running text", _prose, parts)
    _of_their_projects(parts)
    if not parts.indicators:
        _without_indicators(parts, language_of(document), (*document.unread, *document.warnings))
    if document.channel == "text":
        parts.indicators = doubted_rows(parts.indicators)
    reading = _reading(parts)
    left = left_of(reading, document.channel in _RULED)
    unread = (*document.unread, *left.unread, *reading.unread)
    return replace(reading, unread=unread, reasons=(*reading.reasons, *left.remarks))


def _mended(table: Table, count: int, block: int, own: frozenset[str]) -> Grid:
    """The grid of a table, its labels and heads made whole again."""
    table = with_whole_labels(without_translations(with_line_breaks(table)))
    return with_dittos(with_whole_heads(restored(grid_of(table, count, block), own)))


def _without_indicators(parts: _Parts, language: Language, said: Sequence[str]) -> None:
    """A paper of which no indicator came is no filing, or one that a person must see. Raises `NoFormError`.

    The title of a form makes it one, whatever else it says. What was not read of the paper, or elsewhere, may hold the
    form: what is `said` of the reading goes with the error.
    """
    titled = any(bare(title.text).endswith(_FORM_TITLE_ENDS) for title in parts.titles)
    if language.kind == OTHER and not titled and not parts.faults:
        also = "".join(f"; {sentence}" for sentence in said)
        raise NoFormError(f"no performance form was found in it{also}", "check that the file is a filing")
    parts.unread.append(nothing_found(language))


def _paragraph(parts: _Parts, block: Paragraph, number: int, project: str) -> bool:
    """A line: a title, labelled values or text. Gives back whether the lines below a table may go on behind it.

    Labelled values on those belong to the table's `project`.
    """
    printed = Printed(block.text, Place(block.page, number, box=block.box), block.confidence)
    titled = bool(form_of_title(block.text))
    if titled:
        parts.titles.append(printed)
    before = parts.texts[-1] if parts.texts else None
    if before is not None and is_value_of(before.text, block):
        parts.fields += line_fields(before.text.rstrip() + block.text, before.place, project)
    parts.texts.append(printed)
    parts.fields += line_fields(block.text, printed.place, project)
    return not titled and bool(pieces_of(block.text))


def _headings(document: Document) -> Iterator[Sequence[str]]:
    """The lines over each table of indicators or form in one, below the table of indicators before."""
    lines: list[str] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            lines.append(block.text)
            continue
        if any(is_level_name(cell.text) for cell in block.cells):
            for form in forms_of(grid_of(block, 1, 1)):
                yield [*lines, *lines_over(form)]
                lines = []


def _table(parts: _Parts, grid: Grid, scene: Scene, series: frozenset[str], trace: Trace | None) -> Scene:
    """Reads a table from the top, form by form and part by part; gives back what is known at its end."""
    left: list[int] = []
    offset, above = 0, scene.part
    for count, form in enumerate(forms_of(grid)):
        scene = _opening_scene(form, (), scene, scene.table_unit, series) if count else scene
        for piece, label in parts_of_years(form):
            scene, loose = _blocks(parts, piece, replace(scene, part=label or above), trace)
            left += [offset + index for index in loose]
            offset += len(piece.rows)
    parts.unread += unclaimed(grid, left)
    if trace is not None:
        trace.table(grid, scene.form, left)
    return scene


def _blocks(parts: _Parts, grid: Grid, scene: Scene, trace: Trace | None) -> tuple[Scene, list[int]]:
    """Reads rows block by block; gives back what is known at their end, and the rows that no block took."""
    readers = sorted(discover("extractors.forms.blocks", BlockReader), key=lambda reader: reader.order)
    index = 0
    left: list[int] = []
    faults = len(parts.faults)
    loose = -1  # the last row that no block took: what stands below it may be its own
    while index < len(grid.rows):
        grid = lifted(grid, index) if loose != index - 1 or not index else grid
        claim = next((claim for reader in readers if (claim := _read(parts, reader, grid, index, scene))), None)
        if claim is None:
            scene = replace(scene, part=_loose(parts, grid, index) or scene.part)
            left.append(index)
            loose, index = index, index + 1
            continue
        if trace is not None:
            trace.block(readers, grid, index, scene, claim)
        claim = claim if len(parts.faults) == faults else claim.doubted(_BEHIND_A_FAULT)
        scene = scene.behind(claim)
        parts.take(claim.of_a_guess(_GUESSED_PROJECT) if scene.guessed and scene.project else claim)
        index = max(claim.end, index + 1)
    return scene, left


def _read(parts: _Parts, reader: BlockReader, grid: Grid, index: int, scene: Scene) -> Claim | None:
    """What a reader makes of the block that begins in a row; None, and a word in `faults`, where it breaks."""
    what = f"table {grid.table}, row {grid.rows[index].number}: the reader of {reader.name}"
    return attempt(parts.faults, what, reader.read, grid, index, scene)


def _opening_scene(grid: Grid, heading: Sequence[str], before: Scene, unit: str, series: frozenset[str]) -> Scene:
    """Without a title of its own a table goes on with the form and the project of the one before."""
    labels = [slot.text for row in grid.rows for slot in row.filled if len(slot.text) < 60][:_LABELS_LOOKED_AT]
    inside = [slot.text for row in grid.rows[:2] if len(row.filled) == 1 for slot in row.filled]
    titled = any(form_of_title(title) for title in (*heading, *inside))
    form = form_of([*heading, *inside], labels, before.form)
    goes_on = not titled and form == before.form
    is_overall = form == "overall-target" or is_of_department([*heading, *inside]) or (goes_on and before.is_overall)
    torn = goes_on and before.torn
    scene = Scene(form=form, table_unit=unit, is_overall=is_overall, part=part_above(heading), torn=torn)
    if goes_on and before.open:
        scene = replace(scene, horizon=before.horizon, open=True)
    named = named_above([*heading, *inside], is_overall, series)
    if goes_on and before.project and (named is None or (named.guessed and not before.guessed)):
        return replace(scene, project=before.project, guessed=before.guessed)
    return scene if named is None else replace(scene, project=named.name, guessed=named.guessed)


def _of_the_only_project(parts: _Parts) -> None:
    """Gives the records of a paper that names its only project outside their tables, or below them, to that project."""
    cells = [cell for cell in parts.fields if cell.role == "project"]
    named = {tidy(cell.value).rstrip("。；;") for cell in cells}
    if len(named) != 1 or any(row.project for row in parts.indicators):
        return
    inside = any(cell.place.table is not None for cell in cells)
    if inside and is_of_department([title.text for title in parts.titles]):
        return
    project = next(iter(named))
    doubts = (_NAMED_BELOW,) if inside else ()
    parts.indicators = [replace(r, project=project, reasons=(*r.reasons, *doubts)) for r in parts.indicators]
    parts.amounts = [replace(a, project=a.project or project) if a.place.table else a for a in parts.amounts]
    parts.goals = [replace(g, project=g.project or project) if g.place.table else g for g in parts.goals]
    parts.fields = [replace(f, project=f.project or project) if f.place.table else f for f in parts.fields]


def _labelled_above(heading: Sequence[str], scene: Scene) -> str:
    """The project that a line over a table names with its label; empty where none does, or only a title."""
    named = named_above(heading, scene.is_overall)
    return named.name if named is not None and not named.guessed else ""


def _of_their_projects(parts: _Parts) -> None:
    """Gives what is said in the lines over a table to the project that one of them names."""

    def named(place: Place) -> str:
        return parts.projects.get(place.block or 0, "") if place.table is None else ""

    parts.amounts = [replace(a, project=a.project or named(a.place)) for a in parts.amounts]
    parts.goals = [replace(g, project=g.project or named(g.place)) for g in parts.goals]
    parts.fields = [replace(f, project=f.project or named(f.place)) for f in parts.fields]


def _loose(parts: _Parts, grid: Grid, index: int) -> str:
    """A row that is no block: a title inside the table, or prose in a single cell. Gives back the heading of a part by
    its time, where it is one."""
    filled = grid.rows[index].filled
    if len(filled) != 1:
        return ""
    printed = grid.printed(index, filled[0])
    (parts.titles if form_of_title(printed.text) else parts.texts).append(printed)
    return part_heading(grid.rows[index])


def _prose(parts: _Parts) -> None:
    parts.goals += prose_goals(parts.texts)
    parts.amounts += narrate(parts.texts)
    told = [Printed(goal.text, goal.place, goal.confidence) for goal in parts.goals if goal.place.table is not None]
    parts.amounts += narrate(told)


def _reading(parts: _Parts) -> Reading:
    forms = Counter(indicator.form for indicator in parts.indicators)
    titled = [form_of_title(title.text) for title in parts.titles]
    form = forms.most_common(1)[0][0] if forms else next((f for f in titled if f), "unknown")
    return Reading(
        form=form,
        titles=tuple(parts.titles),
        texts=tuple(parts.texts),
        indicators=tuple(parts.indicators),
        amounts=tuple(parts.amounts),
        goals=tuple(parts.goals),
        fields=tuple(parts.fields),
        reasons=tuple(parts.remarks),
        unread=(*parts.faults, *parts.unread),
    )
