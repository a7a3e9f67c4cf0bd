"""Compound files, the containers of old Office programs: which streams stand at their root, and what these hold."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

MARK = bytes.fromhex("d0cf11e0a1b11ae1")


@dataclass(frozen=True, slots=True)
class Compound:
    """An opened compound file. What is embedded in it lies deeper: only streams at its root say what it is."""

    directory: Any
    names: frozenset[str]

    def stream(self, name: str) -> bytes:
        """What a stream at the root holds; nothing where there is none of the name, or where it is damaged."""
        try:
            return self.directory.get_named_stream(name) or b""
        except Exception:  # xlrd's reader of damaged directories raises whatever it meets
            return b""


def open_compound(data: bytes) -> Compound | None:
    """The compound file that the bytes are; None where they are none, or a damaged one."""
    from xlrd.compdoc import CompDoc

    if not data.startswith(MARK):
        return None
    try:
        directory = CompDoc(data, logfile=io.StringIO(), ignore_workbook_corruption=True)
        children = directory.dirlist[0].children
        return Compound(directory, frozenset(directory.dirlist[child].name for child in children))
    except (Exception, RecursionError):  # as above; a tree of names may be as deep as an attacker likes
        return None
