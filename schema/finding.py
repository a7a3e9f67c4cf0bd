"""One thing that does not add up."""

from __future__ import annotations

from dataclasses import dataclass

#: What a person says of a finding that is our own fault.
MISREAD = "misread"
#: What `Finding.severity` may hold, gravest first.
SEVERITIES = ("error", "warning", "info")
#: What a person may say of a finding: the filing prints it so; we misread it, so that a record of it is to be put
#: right; it was put right elsewhere, as in a later filing.
SETTLEMENTS = ("printed", MISREAD, "corrected")


@dataclass(frozen=True, slots=True)
class Finding:
    """A check that does not hold. `indicator` is the `key` of the indicator it is about, or empty.

    `message` is one Chinese sentence of at most 120 characters that names the indicator or item and both figures.
    """

    rule: str
    severity: str
    message: str
    indicator: str = ""
    project: str = ""
