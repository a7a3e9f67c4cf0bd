"""Figures of running text that are amounts, and neither bounds of a procedure nor points of a rule."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.forms.prose.outline import words
from normalizers.rules.text import names_points
from normalizers.values.stated import Stated, stated


def figures_in(text: str) -> Iterator[Stated]:
    """The figures of a paragraph that are amounts."""
    return (figure for figure in stated(text) if not _is_threshold(text, figure) and not _is_rule(text, figure))


def _is_threshold(text: str, figure: Stated) -> bool:
    """True for the bound of a procedure: 2000元以下经负责人签批."""
    spec = words()["context"]
    before = text[max(0, figure.start - 9) : figure.start].rstrip()
    bound = text.startswith(tuple(spec["bounds"]), figure.end) or before.endswith(tuple(spec["bounds_before"]))
    near = text[max(0, figure.start - 40) : figure.end + 40]
    return bound and any(word in near for word in spec["procedure"])


def _is_rule(text: str, figure: Stated) -> bool:
    """True for a figure of a scoring rule or a formula: 完成率低于60%的不得分, 分值×50%."""
    before = re.split("[。;；]", text[max(0, figure.start - 80) : figure.start])[-1]
    clause = before + text[figure.start : figure.end + 30]
    if before.rstrip().endswith(tuple("×÷*+/")) or names_points(clause):
        return True
    return any(word in clause for word in words()["context"]["scoring"])
