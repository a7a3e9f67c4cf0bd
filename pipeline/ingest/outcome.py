"""What became of a file that was to be ingested."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: `loaded`, `skipped`, `failed`; `opened`, a container of so many `members`; `attached`, a
    document that holds so many besides; `passed-over`, no document at all.

    `message` says why it failed, or what it is that is no document, and `advice` what to do; `same_as` is the other
    name of this content that was read, `pages` how many were.
    """

    name: str
    state: str
    message: str = ""
    advice: str = ""
    same_as: str = ""
    pages: int = 0
    members: int = 0
    passed_over: tuple[str, ...] = ()
