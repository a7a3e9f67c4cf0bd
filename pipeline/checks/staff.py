"""Staff: the control rate is staff over posts, and the posts of all kinds are the posts."""

from __future__ import annotations

from collections.abc import Iterator

from normalizers.text import fold
from pipeline.checks._figures import HALF, Figure, add_up, percent
from pipeline.checks._ledger import Line, lines
from pipeline.checks._listings import stated_sums
from pipeline.checks._wording import error, name
from schema.filing import Filing
from schema.finding import Finding
from schema.parts import Check

_RULE = "staff-rate-mismatch"
_POSTS, _TOTALS = "编制", ("合计", "总数", "总计", "编制总数")


def _only(line: Line, kind: str) -> Figure | None:
    found = line.of_kind(kind)
    return found[0][1] if len(found) == 1 else None


def _rates(line: Line) -> Iterator[Finding]:
    posts, staff, rate = (_only(line, kind) for kind in ("posts", "staff", "control"))
    if posts is None or staff is None or rate is None or posts.size <= 0:
        return
    real = staff.size / posts.size
    if abs(real - rate.size) > rate.grain * HALF:
        text = f"{name(line.leaf)}控制率印为{rate.words}，在职{staff.words}÷编制{posts.words}为{percent(real)}"
        yield error(_RULE, text, project=line.project)


def _post_counts(filing: Filing) -> dict[tuple[str, int | None], list[tuple[str, Figure]]]:
    """Head counts of posts by table, under the words that tell them apart: the row's and the column's label."""
    groups: dict[tuple[str, int | None], list[tuple[str, Figure]]] = {}
    for line in lines(filing):
        for label, found in line.figures().items():
            words = fold(f"{line.item}{label}")
            if found.unit == "人" and _POSTS in words:
                groups.setdefault((line.project, line.table), []).append((line.leaf + label, found))
    return groups


def _posts(filing: Filing) -> Iterator[Finding]:
    for (project, _), counts in _post_counts(filing).items():
        totals = [found for label, found in counts if any(word in label for word in _TOTALS)]
        parts = [found for label, found in counts if not any(word in label for word in _TOTALS)]
        addition = add_up(totals[0], parts) if len(totals) == 1 and len(parts) > 1 else None
        if addition and not addition.is_exact:
            text = f"编制总数{totals[0].words}，各类编制{addition.words}人"
            yield error(_RULE, text, project=project)


def _told(filing: Filing) -> Iterator[Finding]:
    """Posts in running text: `编制20人，其中行政编制7人，事业编制12人`."""
    for total, addition in stated_sums(filing):
        if _POSTS in total.item and addition.total.unit == "人" and not addition.is_exact:
            yield error(
                _RULE, f"{name(total.item)}{addition.total.words}，各类编制{addition.words}人", project=total.project
            )


def _run(filing: Filing) -> Iterator[Finding]:
    for line in lines(filing):
        yield from _rates(line)
    yield from _posts(filing)
    yield from _told(filing)


STAFF = Check("staff", (_RULE,), _run)
