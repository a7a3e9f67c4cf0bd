"""One thing that does not add up."""

from __future__ import annotations

from dataclasses import dataclass

#: What `Finding.severity` may hold, gravest first.
SEVERITIES = ("error", "warning", "info")


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
