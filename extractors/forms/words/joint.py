"""Labels that join two, and the two values behind them: `项目负责人及联系电话`, `李某 2154350`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.forms.words.vocabulary import halved, role_of
from normalizers.text import compact, tidy

_TELEPHONE = re.compile(r"[（(]?\+?\d[\d\-—–－ ()（）]{5,20}\d")


def joint_keys(text: str) -> tuple[str, ...]:
    """The labels that one cell joins (`项目负责人及联系电话`), as printed; empty where it is not two known labels."""
    for halves in halved(compact(text).strip(":：")):
        if all(role_of("fields", half).sureness == 1.0 for half in halves):
            return halves
    return ()


def split_contact(text: str) -> Sequence[str]:
    """Name and telephone of one cell; empty where there are not both."""
    said = tidy(text)
    found = _TELEPHONE.search(said)
    if found is None:
        return ()
    name = (said[: found.start()] + " " + said[found.end() :]).strip(" ，,、/（）()")
    return (name, found.group().strip()) if name else ()
