"""Cells in which a value, its operator and its rule stand together, in any order."""

from __future__ import annotations

import re

from extractors.forms.words.content import is_comparison
from normalizers.quantities.figures import SIGNED
from normalizers.text import compact

#: A sign of comparison, as letters print it and as readers of pictures spell it.
SIGN = r"(?:[≥≤><=≧≦＝＞＜]|\\[gl]eq?)"
_MEASURED = rf"{SIGNED}[ ]?(?:[%％]|[^\d\s≥≤><=＝，,。；;（(得扣计]{{0,5}})"
_LED = re.compile(
    rf"^(?P<first>{SIGN})?\s*(?P<figure>{_MEASURED})(?=\s|{SIGN})\s*(?P<second>{SIGN})?\s*(?P<rest>\S.*)$", re.DOTALL
)
_SIGNED_ALONE = re.compile(rf"^(?P<sign>{SIGN})\s*(?P<figure>{_MEASURED})$")


def lead_of(text: str) -> tuple[list[str], str] | None:
    """The operator and the figure that stand before something else in a cell, as printed, and that
    (`50盏 ≥ 达到…得2分`, `=2023年 按期完成得2分`); None where none do, or no sign compares."""
    led = _LED.match(text.strip())
    if led is None or not (led["first"] or led["second"]) or is_comparison(compact(led["rest"])):
        return None
    figure = compact(led["figure"])
    return [led["first"], figure] if led["first"] else [figure, led["second"]], led["rest"]


def signed(piece: str) -> list[str]:
    """The operator and the figure of a piece (`≥95%`); the piece alone where it is anything else."""
    found = _SIGNED_ALONE.match(piece)
    return [found["sign"], compact(found["figure"])] if found else [piece]
