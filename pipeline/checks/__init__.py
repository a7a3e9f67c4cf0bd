"""What does not add up in a filing: one module a concern, each rule with three outcomes.

A check holds, does not hold, or cannot tell because a part is missing; only the second is a finding.
"""

from __future__ import annotations

from schema.faults import attempt
from schema.filing import Filing
from schema.finding import Finding
from schema.parts import Check
from schema.registry import discover


def checks() -> tuple[Check, ...]:
    """Every check of this folder, by module name."""
    return discover(__name__, Check)


def check(filing: Filing, faults: list[str]) -> tuple[Finding, ...]:
    """Everything in the filing that does not add up, each finding once, check by check in reading order.

    A check that breaks finds nothing, and leaves a word in `faults`.
    """
    found = (attempt(faults, f"the check of {part.name}", _found, part, filing) or () for part in checks())
    return tuple(dict.fromkeys(finding for findings in found for finding in findings))


def _found(part: Check, filing: Filing) -> tuple[Finding, ...]:
    return tuple(part.run(filing))
