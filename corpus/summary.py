"""One document's result, and the figures of several together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean
from typing import Any

from corpus import trust
from corpus.judging import Judged
from corpus.tally import Counts, Tally, f1

LISTS = ("table_amounts", "narrative", "narrative_item", "goals", "fields")
#: States of a filing in which nobody is told that anything is amiss; `absent` is one that was not exported at all.
SILENT = ("ok", "absent")
#: The figures that are the better the smaller they are.
LESS_IS_BETTER = frozenset(
    ("wrong_and_sure", "wrong_after_5", "wrong_after_20", "calibration_error", "aurc", "lost_in_silence",
     "empty_and_ok", "doubted_in_vain", "amounts_wrong_and_sure")
)  # fmt: skip

#: Figures by name, `by_cell` and `review` in tables of their own.
Summary = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Document:
    """One document's result; `lists` holds the counts of the other tables, `findings` (caught, wanted, raised).

    `doubt` says whether it is the reading or the content that needs review, None where the export does not say so.
    `trusted` are the exported records of each list, those beside the gold left out where it names a part only. `family`
    is that of a made filing, `wear` that of a made scan, empty for others; `stress` names what made filings were put
    under."""

    source: str
    channel: str
    form: str
    status: str
    judged: Judged
    head: Tally
    lists: Mapping[str, Counts]
    findings: tuple[int, int, int]
    misses: tuple[str, ...]
    doubt: str | None = None
    trusted: Mapping[str, Sequence[trust.Trusted]] = field(default_factory=dict)
    family: str = ""
    wear: str = ""
    stress: tuple[str, ...] = ()

    @property
    def faults(self) -> int:
        """How many misses there are: what the worst documents are found by."""
        return len(self.misses)

    @property
    def is_silent(self) -> bool:
        """Whether nobody is told that anything is amiss with it."""
        return self.status in SILENT

    @property
    def is_right(self) -> bool:
        """Whether it has indicators, and all of them and no others were exported, each right."""
        return self.judged.exact == self.judged.wanted == self.judged.exported > 0

    @property
    def is_doubted(self) -> bool:
        """Whether it is sent to a person because its reading is doubted; where that isn't said, whatever the reason."""
        return self.status != "ok" if self.doubt is None else self.doubt in ("reading", "both")


def summary_of(documents: Sequence[Document]) -> Summary:
    """The figures of these documents together; the narrative ones and `findings_recall` leave out what is extra.

    A share of nothing is 1, or None for findings and for errors where there are none; of a share that is the better the
    smaller it is 0."""
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
        "findings_raised_per_filing": round(raised / len(documents), 2) if documents else 0,
        "findings_recall": _rounded(caught / about) if about else None,
        **_trust_in(documents),
        "review": trust.review_of([doubt for d in documents for doubt in d.judged.doubts]),
    }


def _trust_in(documents: Sequence[Document]) -> Summary:
    """How far the confidences can be trusted: what is wrong and sure, and what is lost or doubted without need."""
    trusted = [pair for d in documents for pair in d.judged.trusted]
    wanted, whole = sum(d.judged.wanted for d in documents), sum(d.is_right for d in documents)
    lost = sum(d.judged.lost for d in documents if d.is_silent)
    shares = {
        "right_and_sure": trust.right_and_sure(trusted),
        "wrong_and_sure": trust.wrong_and_sure(trusted),
        "wrong_after_5": trust.wrong_after(trusted, 0.05),
        "wrong_after_20": trust.wrong_after(trusted, 0.2),
        "calibration_error": trust.calibration_error(trusted),
        "lost_in_silence": lost / wanted if wanted else 0.0,
        "doubted_in_vain": sum(d.is_doubted and d.is_right for d in documents) / whole if whole else 0.0,
        "aurc": trust.area(trusted),
        "aurc_best": trust.area([(float(right), right) for _, right in trusted]),
        "amounts_wrong_and_sure": trust.wrong_and_sure(
            [pair for d in documents for pair in d.trusted.get("table_amounts", ())]
        ),
    }
    empty = sum(d.is_silent and d.judged.wanted > 0 and d.judged.exported <= 0 for d in documents)
    return {
        "errors_in_least_confident_tenth": trust.found_in(trusted),
        **{name: _rounded(share) for name, share in shares.items()},
        "empty_and_ok": empty,
    }


def silence_of(documents: Sequence[Document]) -> dict[str, dict[str, float]]:
    """What is worst in a reader: of the wrong rows how many are sure, and of the filings that lost rows how many are
    silent about it."""
    wrong = [confidence for d in documents for confidence, right in d.judged.trusted if not right]
    sure, losing = sum(confidence >= trust.SURE for confidence in wrong), [d for d in documents if d.judged.lost]
    return {
        "wrong": {"wrong": len(wrong), "sure": sure, "share": _rounded(sure / len(wrong)) if wrong else 0.0},
        "lost": {"losing": len(losing), "silent": sum(d.is_silent for d in losing)},
    }


def mean_of(summaries: Sequence[Mapping[str, Any]]) -> Summary:
    """The mean of each figure over the summaries that have it; None where none has."""
    names = dict.fromkeys(name for summary in summaries for name in summary)
    return {name: _mean([summary[name] for summary in summaries if summary.get(name) is not None]) for name in names}


def _mean(figures: Sequence[Any]) -> Any:
    if any(isinstance(figure, Mapping) for figure in figures):
        return mean_of(figures)
    return _rounded(fmean(figures)) if figures else None


def _tallied(tallies: Iterable[Tally]) -> Tally:
    whole = Tally()
    for tally in tallies:
        whole.add(tally)
    return whole


def _rounded(share: float) -> float:
    return round(share, 4)
