"""Words hidden from a process: nothing that is made of the vocabulary knows them."""

from __future__ import annotations

import subprocess
import sys

import pytest

from extractors.forms.words.vocabulary import HEADS, LABELS, printed_words, role_of

ASKS = """
from extractors.forms.words.vocabulary import hide
hide(frozenset(HIDDEN))
from extractors.forms.text import flattened
from extractors.forms.damage import glued
from extractors.forms.text import open_heads
from extractors.forms.text import keyed
from extractors.forms.damage import mended_labels
from extractors.forms.words import vocabulary
import re
known = {word for section in (*vocabulary.HEADS, *vocabulary.LABELS, 'tells') for word in (
    vocabulary.ambiguous() if section == 'ambiguous' else vocabulary.spellings(section))}
patterns = (open_heads._word_pattern(), flattened._side_pattern(), keyed._pattern())
for word in HIDDEN:
    found = [word in known, vocabulary.column_role(word).sureness == 1, word in mended_labels._known(),
             word in glued._labels(), *(bool(re.fullmatch(pattern.pattern.rstrip('$'), word)) for pattern in patterns)]
    print(word, *map(int, found))
"""


def answers(hidden: list[str], asks: str = ASKS) -> list[str]:
    program = asks.replace("HIDDEN", repr(hidden))
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, encoding="utf-8")
    return done.stdout.splitlines()


HIDDEN = ["三级指标", "年度指标值", "项目名称", "指标性质", "年度绩效指标", "全年执行数"]


def test_hidden_words_are_unknown_to_all_that_is_made_of_words() -> None:
    assert answers(HIDDEN) == [f"{word} 0 0 0 0 0 0 0" for word in HIDDEN]


def test_the_same_words_are_known_where_none_is_hidden() -> None:
    found = [line.split()[1:] for line in answers(HIDDEN, ASKS.replace("hide(frozenset(HIDDEN))", ""))]
    assert all("1" in line for line in found)
    assert all(any(line[at] == "1" for line in found) for at in range(7))


def test_a_process_that_has_used_its_words_hides_none() -> None:
    from extractors.forms.words.vocabulary import hide

    role_of("columns", "三级指标")
    with pytest.raises(RuntimeError):
        hide(frozenset({"三级指标"}))
    assert role_of("columns", "三级指标").name == "name"


def test_every_section_of_printed_words_is_drawn_from() -> None:
    assert {"三级指标", "指标属性"} <= set(printed_words(HEADS))
    assert {"项目名称", "合计", "年度目标", "全年执行数", "资金管理情况"} <= set(printed_words(LABELS))
    assert "level1" not in printed_words((*HEADS, *LABELS))
