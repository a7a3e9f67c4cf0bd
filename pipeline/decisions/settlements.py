"""What people said of findings, found again among those of today.

A settlement is about the very words of a finding, which hold both figures: where they change it lapses, and the finding
is open again. One whose finding is gone, because a figure was put right, has done its work.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from pipeline.decisions.drafts import CHANGED, Lost, key_of
from schema.decision import Decision
from schema.finding import Finding


def fingerprint_of_finding(rule: str, project: str, message: str) -> str:
    """That of what a finding says."""
    return hashlib.sha256("\0".join((rule, project, message)).encode()).hexdigest()[:12]


def stem_of(finding: Finding) -> str:
    """What the finding's id is made of: the place that it is about, and the rule."""
    return f"{finding.indicator or 'filing'}-{finding.rule}"


def settled(
    findings: Sequence[Finding], decisions: Sequence[Decision]
) -> tuple[Mapping[Finding, str], tuple[Lost, ...]]:
    """What each finding was settled as, the last word counting, and the settlements whose finding says something else
    now."""
    found: dict[Finding, str] = {}
    lost: list[Lost] = []
    for entry in decisions:
        if entry.kind != "settle":
            continue
        if (finding := _meant(findings, entry)) is not None:
            found[finding] = str(entry.told)
        elif any(_is_about(finding, entry) for finding in findings):
            lost.append(Lost(entry.entry_id, entry.table, entry.record_id, CHANGED))
    return found, tuple(lost)


def _meant(findings: Sequence[Finding], entry: Decision) -> Finding | None:
    """The finding with the words that were settled: of several the one at that place."""
    alike = [one for one in findings if fingerprint_of_finding(one.rule, one.project, one.message) == entry.fingerprint]
    return next((one for one in alike if _is_about(one, entry)), alike[0] if alike else None)


def _is_about(finding: Finding, entry: Decision) -> bool:
    """Whether the settlement names this place and rule, be it the first finding there or another."""
    key, stem = key_of(entry.record_id), stem_of(finding)
    return key == stem or (key.startswith(f"{stem}-") and key[len(stem) + 1 :].isdecimal())
