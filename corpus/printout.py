"""What an evaluation found, as lines for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from corpus import trust
from corpus.report import Figures, Report
from corpus.summary import Summary, summary_of

#: The figures that the tables print, with their heads: how right the records are, and how far they can be trusted.
RIGHT = (
    ("cells_f1", "cells"), ("records_f1", "records"), ("head_f1", "head"), ("table_amounts_f1", "amounts"),
    ("narrative_f1", "narrative"), ("narrative_item_f1", "its items"), ("goals_f1", "goals"),
    ("fields_f1", "fields"), ("findings_recall", "findings"),
)  # fmt: skip
TRUST = (
    ("right_and_sure", "right sure"), ("wrong_and_sure", "wrong sure"), ("wrong_after_5", "after 5%"),
    ("wrong_after_20", "after 20%"), ("calibration_error", "off by"), ("lost_in_silence", "lost, ok"),
    ("empty_and_ok", "empty, ok"), ("doubted_in_vain", "in vain"), ("amounts_wrong_and_sure", "amounts w.s."),
)  # fmt: skip
#: The line below a group's own with its figures where some words are unseen.
UNSEEN = "  unseen words"
#: How many of the worst documents are named, and how many misses of each.
WORST, NAMED = 10, 8
_WIDTH = 44
_Heads = tuple[tuple[str, str], ...]


def lines_of(report: Report, unseen: Figures | None = None, named: int = NAMED) -> Iterator[str]:
    """Tables of all documents and by channel, form, family, wear and stress: first how right, then how far to be
    trusted; what a review would see, the fields, and the worst documents' first misses.

    `unseen` are the figures with some words unseen, given below the others."""
    figures = report.figures()
    yield from _tables(figures, unseen or {}, RIGHT)
    yield from _documents(report)
    yield from _tables(figures, unseen or {}, TRUST)
    yield from _reviews(figures)
    yield from _fields(figures, unseen)
    yield from _misses(report, named)


def tables_of(figures: Figures, unseen: Figures | None = None) -> Iterator[str]:
    """Tables of the groups of every kind: first how right, then how far to be trusted."""
    for heads in (RIGHT, TRUST):
        yield from _tables(figures, unseen or {}, heads)


def _tables(figures: Figures, unseen: Figures, heads: _Heads) -> Iterator[str]:
    for kind, groups in figures.items():
        title = "" if kind == "all" else kind
        yield from (_heading(title, heads), *_rows(groups, unseen.get(kind, {}), heads), "") if groups else ()


def _rows(groups: Mapping[str, Summary], unseen: Mapping[str, Summary], heads: _Heads) -> Iterator[str]:
    for name, figures in groups.items():
        yield _line(name, figures, heads)
        if name in unseen:
            yield _line(UNSEEN, unseen[name], heads)


def _documents(report: Report) -> Iterator[str]:
    yield _heading("document", RIGHT)
    yield from (_line(document.source, summary_of([document]), RIGHT) for document in report.documents)
    yield ""


def _heading(title: str, heads: _Heads) -> str:
    return f"{title:<{_WIDTH}}{'docs':>6}" + "".join(f"{head:>13}" for _, head in heads)


def _line(name: str, figures: Summary, heads: _Heads) -> str:
    cells = "".join(f"{_said(figures.get(key)):>13}" for key, _ in heads)
    return f"{name[: _WIDTH - 1]:<{_WIDTH}}{figures['documents']:>6g}{cells}"


def _said(figure: float | None) -> str:
    """A share to four digits, a count as it is."""
    if figure is None:
        return "-"
    return f"{figure:.4f}" if isinstance(figure, float) else str(figure)


def _reviews(figures: Figures) -> Iterator[str]:
    yield trust.HEADING
    for kind in ("all", "channel", "wear", "stress"):
        yield from (trust.line(name, group["review"]) for name, group in figures[kind].items())


def _fields(figures: Figures, unseen: Figures | None) -> Iterator[str]:
    yield from ("", "field" + " " * 15 + "F1" + ("    unseen words" if unseen else ""))
    others = unseen["all"]["all"]["by_cell"] if unseen else {}
    for name, share in figures["all"]["all"]["by_cell"].items():
        yield f"{name:<20}{share:.4f}" + (f"{_said(others.get(name)):>14}" if unseen else "")


def _misses(report: Report, named: int) -> Iterator[str]:
    for document in sorted(report.documents, key=lambda d: -d.faults)[:WORST]:
        if document.misses:
            yield from ("", f"{document.source}: {document.faults} misses")
            yield from (f"    {miss}" for miss in document.misses[:named])
