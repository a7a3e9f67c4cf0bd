"""What does not add up in a filing: one module a concern, each rule with three outcomes.

A check holds, does not hold, or cannot tell because a part is missing; only the second is a finding.
"""

from __future__ import annotations

from schema.filing import Filing
from schema.finding import Finding
from schema.parts import Check
from schema.registry import discover


def checks() -> tuple[Check, ...]:
    """Every check of this folder, by module name."""
    return discover(__name__, Check)


def check(filing: Filing) -> tuple[Finding, ...]:
    """Everything in the filing that does not add up, each finding once, check by check in reading order."""
    found = (finding for part in checks() for finding in part.run(filing))
    return tuple(dict.fromkeys(found))
