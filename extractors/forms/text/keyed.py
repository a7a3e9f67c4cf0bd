"""The labelled cells before a flattened table: keys that are known, and what stands between them."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extractors.forms.evidence.fit import cues
from extractors.forms.labels.openings import asks_for_words
from extractors.forms.words.content import has_figure, is_amount
from extractors.forms.words.numbered import is_first, is_numbered
from extractors.forms.words.vocabulary import spellings, words
from normalizers.text import BORDERS, bare

_BRACKET = r"(?:\s{0,3}[(（][^()（）]{1,16}[)）](?:名称(?:及代码)?)?)?"
# Inside a key of these ends a bracket may give another word for what it asks: 转移支付（项目）名称.
_NAMING = ("名称", "单位", "部门")
_INNER = r"(?:[(（][\u4e00-\u9fff]{1,4}[)）])?"
_BORDERS = re.compile(rf"\s*[{BORDERS}][\s{BORDERS}]*")
_EDGES = f" \n\t:：{BORDERS}"
# A colon at the end of a value is that of the next label: 是否涉密：.
_BEHIND = f" \n\t{BORDERS}"
# The value of a field ends at a border, at a blank line, with a sentence, and at a blank before a label of its own
# with a colon.
_CELL_ENDS = re.compile(rf"{_BORDERS.pattern}|\s*\n\s*\n\s*|。\s*|\s+(?=[^\s：:，,。；;\d]{{2,12}}[：:])")
_UNKNOWN_LABEL = re.compile(r"[^\d。；;]{2,20}")
_PIECES = re.compile(r"\s+")
_APART = re.compile(r"\n\s*\n")
_SECTIONS = ("fields", "goals")
_PROJECT = "项目"
#: How names of funds end, and those of projects, which a key among glued words may have taken for its beginning.
_FUNDS = ("项目", "资金", "经费", "补助", "补贴", "费")
_PROJECT_ENDS = (*_FUNDS, "工程", "专项")
#: So many heads of fields stand over their values in a row of their own.
_FEWEST_HEADS = 2
#: A name has so many characters at least, and what looks like the label behind it may end so far beyond a known key.
_SHORTEST_NAME, _LONGEST_END = 3, 12
#: Without blanks around it a shorter word may be part of another.
_LEAST_GLUED, _LEAST_BEFORE_FIGURE = 4, 3


@dataclass(frozen=True, slots=True)
class _Key:
    kind: str  # the section of the vocabulary
    text: str
    start: int
    end: int


def keyed_rows(text: str, glued: bool) -> tuple[str, list[list[str]]]:
    """What stands before the first key, and a row for each key: [key, value], or a head and figures of money.

    In text with blanks a key must stand between blanks; in glued text the longest known key at a place is one.
    """
    keys = _from_the_form(list(_keys(text, glued)))
    if not keys:
        return text, []
    rows: list[list[str]] = []
    index = 0
    while index < len(keys):
        key = keys[index]
        behind = index + 1
        if heads := _heads_over_values(text, keys, index):
            rows += heads
            index += len(heads)
            continue
        if key.kind in ("blocks", "columns") and behind < len(keys) and keys[behind].kind == "columns":
            index = _money(text, keys, index, rows, glued)
            continue
        while key.kind == "goals" and behind < len(keys) and _side_by_side(text, keys[behind - 1], keys[behind]):
            behind += 1
        end = keys[behind].start if behind < len(keys) else len(text)
        value = text[keys[behind - 1].end : end].lstrip(_EDGES).rstrip(_EDGES if behind - index > 1 else _BEHIND)
        rows += _goal_rows([k.text for k in keys[index:behind]], value) if behind - index > 1 else _pairs(key, value)
        index = behind
    return text[: keys[0].start], rows


def _heads_over_values(text: str, keys: Sequence[_Key], index: int) -> list[list[str]]:
    """A row of [key, value] for each of several keys one behind the other, the first of a field, with nothing
    but borders between them and as many cells behind the last: a row of heads over one of values. Nothing else."""
    end = index + 1
    while end < len(keys) and _BORDERS.fullmatch(text[keys[end - 1].end : keys[end].start]):
        end += 1
    if end - index < _FEWEST_HEADS or keys[index].kind != "fields":
        return []
    stop = keys[end].start if end < len(keys) else len(text)
    cells = _BORDERS.split(text[keys[end - 1].end : stop].strip(_EDGES))
    heads = keys[index:end]
    return [[key.text, cell] for key, cell in zip(heads, cells, strict=True)] if len(cells) == len(heads) else []


def labels_in(text: str, glued: bool) -> Iterator[str]:
    """The labels of a form's cells in a text, in order."""
    return (bare(key.text) for key in _keys(text, glued))


def _pairs(key: _Key, value: str) -> Iterator[list[str]]:
    """The key with its value, which ends at a border, that of a field at a blank line too, and before lines that are
    labels and values in turn; then the cells behind it, an unknown label with its amount in one row."""
    ends = _BORDERS if key.kind != "fields" else _CELL_ENDS
    first, *others = [cell.strip(_EDGES) for cell in ends.split(value)]
    first, *asked = _lines_in_turn(first) if key.kind == "fields" else [first]
    if spellings("fields").get(bare(key.text)) == "project" and (name := _first_cell(first)) != first:
        others.insert(0, first.removeprefix(name).strip(_EDGES))
        first = name
    # No name ends so: what follows begins a label of which the rest alone is known (…建设项目 | 项目负责人).
    yield [key.text, first.removesuffix(_PROJECT) if first.endswith(_PROJECT * 2) else first]
    yield from map(list, zip(asked[::2], asked[1::2], strict=True))
    while others:
        label = others.pop(0)
        paired = others and is_amount(others[0]) and _UNKNOWN_LABEL.fullmatch(label)
        yield [label, others.pop(0)] if paired else [label]


def _first_cell(value: str) -> str:
    """A project's name without the cells behind it: those on its line where a figure is among them, and lines of
    several cells."""
    line, *below = value.split("\n")
    cells = line.split()
    if len(cells) > 2 and any(map(has_figure, cells[2:])):
        return cells[0]
    return line if below and len(below[0].split()) > 1 else value


def _lines_in_turn(value: str) -> list[str]:
    """A field's value, and the lines behind it that are labels which ask for words, each with its value (承接主体类型 /
    企业); the whole value where its lines are none."""
    lines = [line.strip() for line in value.split("\n")]
    in_turn = len(lines) % 2 == 1 and all(map(asks_for_words, lines[1::2]))
    return lines if in_turn else [value]


def _side_by_side(text: str, key: _Key, following: _Key) -> bool:
    """Two goal labels with nothing between them: heads over columns, or a merged cell and the heads beside it."""
    return following.kind == "goals" and not text[key.end : following.start].strip(_EDGES)


def _goal_rows(labels: list[str], text: str) -> list[list[str]]:
    """The labels as a row, and the texts under the last ones as the row below."""
    parts = shared(text, 2) if len(labels) > 1 else [text]
    if len(parts) == 1:
        return [labels, ["", *[""] * (len(labels) - 2), parts[0]]]
    width = max(len(labels), 3)
    heads = labels if len(labels) >= 3 else ["总体目标", *labels]
    return [heads, [""] * (width - 2) + parts]


def _from_the_form(keys: list[_Key]) -> list[_Key]:
    """The keys from the first that names a project or a unit: what stands before them is title and notice."""
    names = [i for i, key in enumerate(keys) if spellings("fields").get(bare(key.text)) in ("project", "unit_name")]
    return keys[names[0] :] if names else keys


def shared(text: str, count: int) -> list[str]:
    """The texts of `count` columns that one line holds: parted where a count begins again, or at its only blank."""
    for parted in (_BORDERS, _APART):
        apart = [piece.strip() for piece in parted.split(text) if piece.strip()]
        if len(apart) == count:
            return apart
    pieces = [piece for piece in _PIECES.split(text) if piece]
    again = [i for i, piece in enumerate(pieces) if i and is_first(piece)]
    if count == 2 and len(again) == 1:
        return ["\n".join(pieces[: again[0]]), "\n".join(pieces[again[0] :])]
    numbered = [i for i, piece in enumerate(pieces) if not is_numbered(piece)]
    if count == 2 and len(pieces) > 2 and numbered == [len(pieces) - 1]:
        return ["\n".join(pieces[:-1]), pieces[-1]]
    return pieces if len(pieces) == count else ["\n".join(pieces)]


def _money(text: str, keys: Sequence[_Key], index: int, rows: list[list[str]], glued: bool) -> int:
    """A block's heading, its columns, and rows of labels with figures; gives back the next key that is none of them."""
    heading = keys[index].text if keys[index].kind == "blocks" else ""
    index += keys[index].kind == "blocks"
    columns: list[str] = []
    while index < len(keys) and keys[index].kind == "columns":
        columns.append(keys[index].text)
        index += 1
    found: list[list[str]] = []
    while index < len(keys) and keys[index].kind in ("rows", "columns"):
        end = keys[index + 1].start if index + 1 < len(keys) else len(text)
        figures = [t for t in re.split(r"[\s:：|]+", text[keys[index].end : end]) if t]
        if figures and not glued and all(is_amount(t) for t in figures) and len(figures) <= len(columns):
            found.append(["", keys[index].text, *figures])
        index += 1
    rows.append([heading, "", *columns])
    rows.extend(row + [""] * (len(columns) + 2 - len(row)) for row in found)
    return index


@cache
def _pattern() -> re.Pattern[str]:
    known: dict[str, None] = {}
    for section in _SECTIONS:
        known.update(dict.fromkeys(spellings(section)))
    for kind in ("blocks", "rows", "columns"):
        known.update(dict.fromkeys(words("money", kind)))
    joints = [left + "及" + right for left in words("fields", "person") for right in words("fields", "contact")]
    longest_first = sorted({*known, *joints}, key=len, reverse=True)
    alternatives = "|".join(_broken(word, known) for word in longest_first)
    return re.compile(rf"(?:其中\s{{0,2}}[:：]\s{{0,2}})?(?P<word>{alternatives}){_BRACKET}")


def _broken(word: str, known: Container[str]) -> str:
    """A key as a pattern that blanks may break, but not where it falls into two keys (年度目标 完成情况)."""
    pattern = re.escape(word[0])
    for at in range(1, len(word)):
        whole = word[:at] in known and word[at:] in known
        inner = _INNER if at == len(word) - 2 and word.endswith(_NAMING) else ""
        pattern += inner + ("" if whole else r"\s{0,2}") + re.escape(word[at])
    return pattern


def _kind(word: str) -> str:
    for kind in ("rows", "blocks", "columns"):
        if word in words("money", kind):
            return kind
    return "goals" if word in spellings("goals") else "fields"


def _keys(text: str, glued: bool) -> Iterator[_Key]:
    position = 0
    project = 0  # where the value of 项目名称 begins, while it is open
    while found := _pattern().search(text, position):
        if project and (asked := _asking(text, project, found, glued)):
            yield asked
            project, position = asked.end, max(asked.end, found.start())
            continue
        position = found.end()
        apart = _starts(text, found.start()) and _ends(text, found.end())
        robbed = _robbed(text[project : found.start()], bare(found["word"])) if glued and project and not apart else ""
        if robbed:
            position = found.start() + len(robbed)
            continue
        if glued and project and not apart and _ends_name(text, found):
            continue
        if not glued and project and text[project : found.start()].endswith((")", "）")):
            continue  # a bracket within the name: 现代农业(茶叶)专项资金
        if apart or (glued and _is_whole(text, found)):
            key = _Key(_kind(bare(found["word"])), found.group(0).strip(), found.start(), found.end())
            project = key.end if spellings("fields").get(bare(found["word"])) == "project" else 0
            yield key
        else:
            position = found.start() + 1


def _asking(text: str, start: int, known: re.Match[str], glued: bool) -> _Key | None:
    """The first label between the value's start and the end of a known key that nobody knows, but that is made like one
    and leaves a name before it; none where the name ends behind it (…建设单位管理费). In text with blanks it stands
    between blanks."""
    for found in _asking_pattern().finditer(text, start + _SHORTEST_NAME, known.end() + _LONGEST_END):
        if found.start() > known.start() or (found.start() == known.start() and found.end() <= known.end()):
            return None
        if not glued:
            if found.start() < known.start() and _starts(text, found.start()) and _ends(text, found.end()):
                return _Key("fields", found.group(0).strip(), found.start(), found.end())
            continue
        at = found.start() + _own_part(found["word"])
        at += len(_robbed(text[start:at], bare(text[at : found.end()])))
        is_known = bare(found["word"]) in spellings("fields") and len(bare(found["word"])) >= _LEAST_GLUED
        if is_known or bare(text[at : found.end()]) == bare(known["word"]):
            continue
        behind = text[found.end() : known.start()].rstrip(_EDGES)
        if (at >= known.start() and known.end() >= found.end()) or behind.endswith(_FUNDS):
            continue
        return _Key("fields", text[at : found.end()].strip(), at, found.end())
    return None


def _own_part(word: str) -> int:
    """How many characters of what looks like a label are the name's before it: those before a label that is known, else
    a word that names end with, where another stands behind it."""
    known = next((at for at in range(len(word) - 2) if word[at:] in spellings("fields")), None)
    if known is not None:
        return known
    first = next((begin for begin in cues("label_begins_of_names") if word.startswith(begin)), "")
    rest = word[len(first) :]
    return len(first) if first and rest.startswith(cues("label_begins")) else 0


@cache
def _asking_pattern() -> re.Pattern[str]:
    begins, ends, others = ("|".join(map(re.escape, cues(name)))
                            for name in ("label_begins", "label_ends", "person_goes_on"))  # fmt: skip
    return re.compile(rf"(?P<word>(?!项目项目)(?:{begins}){{1,3}}(?:{ends})(?!(?<=人)(?:{others}))){_BRACKET}")


def _is_whole(text: str, found: re.Match[str]) -> bool:
    """Whether a key among glued words is hardly a part of another: a long one, or one of money before its figure."""
    word = bare(found["word"])
    asks = _kind(word) in ("rows", "columns") and text[found.end() : found.end() + 1].isdigit()
    return len(word) >= (_LEAST_BEFORE_FIGURE if asks else _LEAST_GLUED)


def _ends_name(text: str, found: re.Match[str]) -> bool:
    """Whether a word of money with the key of another field right behind it, or nothing, ends the project's name:
    …发展专项资金主管部门."""
    word = bare(found["word"])
    following = _pattern().match(text, found.end())
    is_last = found.end() == len(text.rstrip(_EDGES))
    is_money = _kind(word) in ("rows", "columns") and word.endswith(_PROJECT_ENDS)
    return is_money and (is_last or (following is not None and _kind(bare(following["word"])) == "fields"))


def _robbed(value: str, word: str) -> str:
    """What a key takes from the end of the project's name before it: of `…更新项目主管部门` it is 项目, of
    `…补助资金主管部门` 资金; empty where nothing, or where the rest is too short for a key among glued words. The keys
    of projects themselves begin with 项目 as well."""
    for end in _PROJECT_ENDS:
        rest = word.removeprefix(end)
        is_key = len(rest) >= _LEAST_GLUED and (rest in spellings("fields") or rest in words("money", "blocks"))
        if rest != word and is_key:
            return end if end != _PROJECT or not value.rstrip().endswith(_PROJECT_ENDS) else ""
    return ""


def _starts(text: str, at: int) -> bool:
    return at == 0 or text[at - 1].isspace() or text[at - 1] in f"{BORDERS})）"


def _ends(text: str, at: int) -> bool:
    return at == len(text) or text[at].isspace() or text[at] in f":：{BORDERS}(（"
