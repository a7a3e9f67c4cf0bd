"""What an evaluation found, to be read by people and by programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus import trust
from corpus.judging import Judged
from corpus.tally import Counts, Tally, f1

LISTS = ("table_amounts", "narrative", "goals", "fields")
#: The figures of a summary that the tables print, with their heads.
COLUMNS = (
    ("cells_f1", "cells"), ("records_f1", "records"), ("head_f1", "head"), ("table_amounts_f1", "amounts"),
    ("narrative_recall", "narrative"), ("goals_f1", "goals"), ("fields_f1", "fields"), ("findings_recall", "findings"),
)  # fmt: skip
#: How many misses a document names in `lines`.
NAMED = 8


@dataclass(frozen=True, slots=True)
class Document:
    """One document's result; `lists` holds the counts of the other tables, `findings` (caught, wanted, raised).

    `family` is that of a made filing, `wear` that of a made scan, empty for others."""

    source: str
    channel: str
    form: str
    status: str
    judged: Judged
    head: Tally
    lists: Mapping[str, Counts]
    findings: tuple[int, int, int]
    misses: tuple[str, ...]
    family: str = ""
    wear: str = ""

    @property
    def faults(self) -> int:
        """How many misses there are: what the worst documents are found by."""
        return len(self.misses)


def summary_of(documents: Sequence[Document]) -> dict[str, Any]:
    """The figures of these documents together; `narrative_recall` and `findings_recall` leave out what is extra.

    A share of nothing is 1, or None for findings and for errors where there are none."""
    cells, head = _tallied(d.judged.cells for d in documents), _tallied(d.head for d in documents)
    lists = {name: sum((d.lists[name] for d in documents), Counts()) for name in LISTS}
    exact, wanted, exported = (
        sum(getattr(d.judged, name) for d in documents) for name in ("exact", "wanted", "exported")
    )
    caught, about, raised = (sum(d.findings[i] for d in documents) for i in range(3))
    return {
        "documents": len(documents),
        "indicators": wanted,
        "cells_f1": _rounded(cells.f1()),
        "records_f1": _rounded(f1(exact, wanted + exported - 2 * exact)) if wanted else 1.0,
        "records": _rounded(exact / wanted) if wanted else 1.0,
        "head_f1": _rounded(head.f1()),
        "by_cell": {name: _rounded(cells.f1([name])) for name in cells.names()},
        **{f"{name}_f1": _rounded(counts.f1) for name, counts in lists.items()},
        "narrative_recall": _rounded(lists["narrative"].recall),
        "findings_raised_per_filing": round(raised / len(documents), 2) if documents else 0,
        "findings_recall": _rounded(caught / about) if about else None,
        "errors_in_least_confident_tenth": _least_trusted([t for d in documents for t in d.judged.trusted]),
        "review": trust.review_of([doubt for d in documents for doubt in d.judged.doubts]),
    }


def _tallied(tallies: Iterable[Tally]) -> Tally:
    whole = Tally()
    for tally in tallies:
        whole.add(tally)
    return whole


def _rounded(share: float) -> float:
    return round(share, 4)


def _least_trusted(trusted: Sequence[tuple[float, bool]], share: float = 0.1) -> float | None:
    """Of all wrong records, the part among the least confident tenth; None without wrong ones."""
    wrong = sum(not right for _, right in trusted)
    if not wrong:
        return None
    first = sorted(trusted, key=lambda pair: (pair[0], not pair[1]))[: max(1, round(share * len(trusted)))]
    return sum(not right for _, right in first) / wrong


@dataclass(frozen=True, slots=True)
class Report:
    """All documents of a folder of golds."""

    documents: tuple[Document, ...]

    def summary(self) -> dict[str, Any]:
        """The figures of all documents together, ready for JSON."""
        return summary_of(self.documents)

    def by(self, key: Callable[[Document], str]) -> dict[str, dict[str, Any]]:
        """The same for each group of documents."""
        groups: dict[str, list[Document]] = {}
        for document in self.documents:
            groups.setdefault(key(document) or "absent", []).append(document)
        return {name: summary_of(members) for name, members in sorted(groups.items())}

    def by_family(self) -> dict[str, dict[str, Any]]:
        """The same for each family of made filings."""
        return Report(tuple(d for d in self.documents if d.family)).by(lambda d: d.family)

    def by_wear(self) -> dict[str, dict[str, Any]]:
        """The same for each kind of wear of made scans."""
        return Report(tuple(d for d in self.documents if d.wear)).by(lambda d: d.wear)

    def as_dict(self) -> dict[str, Any]:
        """Everything, ready for JSON: the summary, the same by channel, form, family and wear, each document, its
        misses."""
        return {
            **self.summary(),
            "by_channel": self.by(_channel),
            "by_form": self.by(_form),
            "by_family": self.by_family(),
            "by_wear": self.by_wear(),
            "by_document": [
                {"source": d.source, "channel": d.channel, "form": d.form, "status": d.status,
                 **{key: value for key, value in summary_of([d]).items() if key not in ("by_cell", "review")},
                 "misses": list(d.misses)}
                for d in self.documents
            ],
        }  # fmt: skip

    def lines(self, named: int = NAMED) -> Iterator[str]:
        """Tables by channel, form, family, wear, document and field, what a review would see, then the worst documents'
        first misses."""
        yield _heading("")
        yield _line("all", self.summary())
        groups = {"channel": self.by(_channel), "form": self.by(_form), "family": self.by_family(),
                  "wear": self.by_wear()}  # fmt: skip
        for title, rows in {**groups, "document": self.by(_source)}.items():
            yield from ("", _heading(title)) if rows else ()
            yield from (_line(name, figures) for name, figures in rows.items())
        yield ""
        yield "field" + " " * 15 + "F1"
        yield from (f"{name:<20}{share:.4f}" for name, share in self.summary()["by_cell"].items())
        yield from self._reviews({"all": self.summary(), **groups["channel"], **groups["wear"]})
        for document in sorted(self.documents, key=lambda d: -d.faults)[:10]:
            if document.misses:
                yield ""
                yield f"{document.source}: {document.faults} misses"
                yield from (f"    {miss}" for miss in document.misses[:named])

    def _reviews(self, groups: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
        yield from ("", trust.HEADING)
        yield from (trust.line(name, figures["review"]) for name, figures in groups.items())


def _channel(document: Document) -> str:
    return document.channel


def _form(document: Document) -> str:
    return document.form


def _source(document: Document) -> str:
    return document.source


def _heading(title: str) -> str:
    return f"{title:<44}{'docs':>6}" + "".join(f"{head:>11}" for _, head in COLUMNS)


def _line(name: str, figures: Mapping[str, Any]) -> str:
    shares = (figures[key] for key, _ in COLUMNS)
    cells = "".join(f"{'-' if share is None else format(share, '.4f'):>11}" for share in shares)
    return f"{name[:43]:<44}{figures['documents']:>6}{cells}"
