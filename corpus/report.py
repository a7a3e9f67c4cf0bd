"""What an evaluation found: all documents, in groups and each by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from corpus.summary import Document, Summary, mean_of, summary_of

#: What documents are grouped by: which groups each is in. Only `stress` can be several.
KINDS: dict[str, Callable[[Document], Iterable[str]]] = {
    "channel": lambda document: (document.channel or "absent",),
    "form": lambda document: (document.form or "absent",),
    "family": lambda document: (document.family,) if document.family else (),
    "wear": lambda document: (document.wear,) if document.wear else (),
    "stress": lambda document: document.stress,
}
#: The figures of all documents by kind and name of their group, those of all together under `all` and `all`.
Figures = dict[str, dict[str, Summary]]


@dataclass(frozen=True, slots=True)
class Report:
    """All documents of a folder of golds."""

    documents: tuple[Document, ...]

    def summary(self) -> Summary:
        """The figures of all documents together, ready for JSON."""
        return summary_of(self.documents)

    def by(self, kind: str) -> dict[str, Summary]:
        """The same for each group of a kind."""
        groups: dict[str, list[Document]] = {}
        for document in self.documents:
            for name in KINDS[kind](document):
                groups.setdefault(name, []).append(document)
        return {name: summary_of(members) for name, members in sorted(groups.items())}

    def figures(self) -> Figures:
        """The figures of all documents, and of each group of every kind."""
        return {"all": {"all": self.summary()}, **{kind: self.by(kind) for kind in KINDS}}

    def with_channels_of(self, other: Report) -> Report:
        """The same with each document in the channel that it has in the other report: here one that failed has only
        what its name tells."""
        known = {document.source: document.channel for document in other.documents}
        return Report(tuple(replace(d, channel=known.get(d.source) or d.channel) for d in self.documents))


def by_kind(figures: Figures) -> dict[str, Any]:
    """Figures ready for JSON: those of all documents, and `by_channel` and the like."""
    groups = {f"by_{kind}": groups for kind, groups in figures.items() if kind != "all"}
    return {**figures["all"]["all"], **groups}


def mean_figures(reports: Sequence[Report]) -> Figures:
    """The mean of each figure over the reports, group by group."""
    found = [report.figures() for report in reports]
    return {kind: _means([figures[kind] for figures in found]) for kind in ("all", *KINDS)}


def _means(found: Sequence[Mapping[str, Summary]]) -> dict[str, Summary]:
    names = sorted({name for groups in found for name in groups})
    return {name: mean_of([groups[name] for groups in found if name in groups]) for name in names}
