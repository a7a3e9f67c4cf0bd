"""A filing as rows of the database: pure, so that what is loaded can be looked at without a database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from normalizers.confidence import REVIEW_BELOW
from pipeline.decisions.settlements import stem_of
from pipeline.generations.versions import Versions
from pipeline.store.row_parts import Row, joined, likelihood, place_of, review_of, spot_of, value_parts
from schema.filing import Amount, Filing, Indicator
from schema.finding import MISREAD, Finding
from schema.printing import pieces_text
from schema.rule import ScoringRule
from schema.value import Value

#: The rows of one filing by table name.
Rows = dict[str, list[Row]]


def filing_id_of(sha256: str) -> str:
    """The id of the document with this content hash."""
    return "f" + sha256[:16]


@dataclass(slots=True)
class _Ids:
    """Gives ids out: `key`, and `key-2`, `key-3` where a key comes again."""

    prefix: str
    taken: set[str] = field(default_factory=set)

    def take(self, key: str) -> str:
        name, again = key, 1
        while name in self.taken:
            again += 1
            name = f"{key}-{again}"
        self.taken.add(name)
        return f"{self.prefix}-{name}"


@dataclass(frozen=True, slots=True)
class Marks:
    """What people have said of records, by table and key: `accepted` or `corrected`; of findings; and of the filing as
    a whole."""

    records: Mapping[tuple[str, str], str] = field(default_factory=dict)
    is_accepted: bool = False
    settled: Mapping[Finding, str] = field(default_factory=dict)


NO_MARKS = Marks()


def rows_of(
    filing: Filing,
    findings: Sequence[Finding],
    source: str,
    sha256: str,
    versions: Versions,
    marks: Marks = NO_MARKS,
) -> Rows:
    """Every row of an understood filing, by table; `ordinal` is the place in reading order."""
    filing_id = filing_id_of(sha256)
    ids = _Ids(filing_id)
    named = [(ids.take(indicator.key), indicator) for indicator in filing.indicators]
    rows: Rows = {
        "filings": [_head(filing, findings, marks) | _stamped(source, sha256, versions)],
        "indicators": [
            _indicator(name, indicator) | _said(marks, "indicators", indicator) for name, indicator in named
        ],
        "values": [row for name, indicator in named for row in _values(name, indicator)],
        "readings": [row for name, indicator in named for row in _readings(name, indicator)],
        "amounts": [row | _said(marks, "amounts", a) for row, a in zip(_amounts(filing), filing.amounts, strict=True)],
        "goals": _goals(filing),
        "fields": _fields(filing),
        "rules": [_rule(name, indicator.rule) for name, indicator in named if indicator.rule.raw],
        "findings": _findings(filing_id, findings, named, marks),
    }
    return _placed(rows, filing_id)


def failed_rows(error: str, source: str, sha256: str, versions: Versions) -> Rows:
    """The one row of a document that could not be understood."""
    nothing = {"channel": "", "fiscal_year": "", "unit_name": "", "pages": None, "reasons": ""}
    failed = {"form": "unknown", "status": "failed", "error": error, "doubt": "", "confidence": 0.0}
    return {"filings": [_stamped(source, sha256, versions) | nothing | failed]}


def _placed(rows: Rows, filing_id: str) -> Rows:
    """The rows with their filing's id, their own id where they have one, and their place in reading order."""
    for table, name in (("amounts", "amount_id"), ("goals", "goal_id"), ("fields", "field_id")):
        ids = _Ids(filing_id)
        for row in rows[table]:
            row[name] = ids.take(row[name])
    for table in rows.keys() - {"filings"}:
        for ordinal, row in enumerate(rows[table]):
            row.update(filing_id=filing_id, ordinal=ordinal)
    return rows


def _stamped(source: str, sha256: str, versions: Versions) -> Row:
    return {
        "filing_id": filing_id_of(sha256),
        "source": source,
        "sha256": sha256,
        "schema_version": versions.schema,
        "code_version": versions.code,
        "taxonomy_version": versions.taxonomy,
    }


def _said(marks: Marks, table: str, record: Indicator | Amount) -> Row:
    """The review of a record that a person has looked at."""
    said = marks.records.get((table, record.key))
    return {"review": said} if said else {}


def _head(filing: Filing, findings: Sequence[Finding], marks: Marks) -> Row:
    doubt = "" if marks.is_accepted else _doubt(filing, findings, marks)
    return {
        "channel": filing.channel,
        "form": filing.form,
        "fiscal_year": filing.fiscal_year,
        "unit_name": filing.unit_name,
        "pages": filing.pages,
        "confidence": likelihood(filing.confidence),
        "status": "needs-review" if doubt else "ok",
        "error": "",
        "doubt": doubt,
        "reasons": joined((*filing.unread, *filing.reasons)),
    }


def _doubt(filing: Filing, findings: Sequence[Finding], marks: Marks) -> str:
    """Why a person must look: we doubt what we read (`reading`), the filing contradicts itself (`content`), `both`.

    A finding that a person has settled is no doubt more; one that we misread is until its row is decided about.
    """
    misread = any(
        said == MISREAD and ("indicators", finding.indicator) not in marks.records
        for finding, said in marks.settled.items()
    )
    reading = filing.confidence < REVIEW_BELOW or bool(filing.unread) or misread
    content = any(finding.severity == "error" and finding not in marks.settled for finding in findings)
    return "both" if reading and content else "reading" if reading else "content" if content else ""


def _indicator(name: str, indicator: Indicator) -> Row:
    read = [indicator.target, indicator.actual, *(past.value for past in indicator.history)]
    unsure = any(value.readings for value in read)
    return {
        "indicator_id": name,
        "form": indicator.form,
        "project": indicator.project,
        "place": indicator.site,
        "horizon": indicator.horizon,
        "level1": indicator.level1,
        "level2": indicator.level2,
        "name": indicator.name,
        "name_raw": indicator.name_raw,
        "canonical_id": indicator.match.canonical_id,
        "canonical_name": indicator.match.canonical_name,
        "match_score": round(float(indicator.match.score), 2),
        "family": indicator.match.family,
        "weight": indicator.weight,
        "score": indicator.score,
        "second_score": indicator.second_score,
        "weight_raw": indicator.weight_raw,
        "score_raw": indicator.score_raw,
        "basis": indicator.basis,
        "recomputed": indicator.recomputed,
        "scoring_rule": indicator.scoring_rule,
        "explanation": indicator.explanation,
        "remark": indicator.remark,
        "review": "pending" if unsure else review_of(indicator.confidence),
        "reasons": joined(indicator.reasons),
        **value_parts(indicator.target, "target_"),
        **value_parts(indicator.actual, "actual_"),
        **place_of(indicator.place, indicator.confidence),
        "cell": indicator.place.cell,
        "polygon": indicator.place.box.polygon if indicator.place.box else "",
    }


def _spoken(indicator: Indicator) -> Iterator[tuple[str, str, Value]]:
    """Role, period and value of everything that the indicator's cells say."""
    spoken = [
        ("target", "", indicator.target),
        ("adjusted", "", indicator.adjusted),
        ("actual", "", indicator.actual),
        *(("history", past.period, past.value) for past in indicator.history),
        *(("interim", part.period, part.value) for part in indicator.interim),
        ("forecast", "", indicator.forecast),
    ]
    for role, period, value in spoken:
        if value.raw or not value.is_empty:
            yield role, period, value


def _values(name: str, indicator: Indicator) -> Iterator[Row]:
    for role, period, value in _spoken(indicator):
        about = {"indicator_id": name, "role": role, "period": period}
        yield about | value_parts(value) | {"confidence": likelihood(value.confidence)}


def _readings(name: str, indicator: Indicator) -> Iterator[Row]:
    for role, period, value in _spoken(indicator):
        for rank, reading in enumerate(value.readings, start=1):
            about = {"indicator_id": name, "role": role, "period": period, "rank": rank}
            doubt = {"reason": joined(reading.reasons), "confidence": likelihood(reading.confidence)}
            yield about | value_parts(reading) | doubt


def _amounts(filing: Filing) -> list[Row]:
    kept = ("raw", "value", "unit", "base_value", "base_unit")
    return [
        {
            "amount_id": amount.key,
            "project": amount.project,
            "item": amount.item,
            "label": amount.label,
            "source": amount.source,
            "review": review_of(amount.confidence),
            "reasons": joined(amount.reasons),
            **{part: getattr(amount.value, part) for part in kept},
            **place_of(amount.place, amount.confidence),
        }
        for amount in filing.amounts
    ]


def _goals(filing: Filing) -> list[Row]:
    return [
        {
            "goal_id": goal.key,
            "project": goal.project,
            "horizon": goal.horizon,
            "kind": goal.kind,
            "task": goal.task,
            "position": goal.position,
            "text": goal.text,
            **spot_of(goal.place, goal.confidence),
        }
        for goal in filing.goals
    ]


def _fields(filing: Filing) -> list[Row]:
    return [
        {
            "field_id": cell.key,
            "project": cell.project,
            "key": cell.name,
            "value": cell.value,
            **spot_of(cell.place, cell.confidence),
        }
        for cell in filing.fields
    ]


def _rule(name: str, rule: ScoringRule) -> Row:
    kept = ("raw", "threshold_op", "threshold", "unit", "points", "step", "step_unit", "deduct_per_step", "floor")
    return {
        "indicator_id": name,
        **{part: getattr(rule, part) for part in kept},
        "pieces": pieces_text(rule.pieces),
        "confidence": likelihood(rule.confidence),
        "reasons": joined(rule.reasons),
    }


def _findings(
    filing_id: str, findings: Sequence[Finding], named: Sequence[tuple[str, Indicator]], marks: Marks
) -> list[Row]:
    by_key: dict[str, str] = {}
    for name, indicator in named:
        by_key.setdefault(indicator.key, name)
    ids = _Ids(filing_id)
    return [
        {
            "finding_id": ids.take(stem_of(finding)),
            "indicator_id": by_key.get(finding.indicator, ""),
            "project": finding.project,
            "rule": finding.rule,
            "severity": finding.severity,
            "message": finding.message,
            "settled": marks.settled.get(finding, ""),
        }
        for finding in findings
    ]
