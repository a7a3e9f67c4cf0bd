"""What happens to words between paper and archive: stray blanks, breaks, misread signs, displaced and torn cells."""

from __future__ import annotations

from itertools import takewhile
from random import Random

Rows = list[list[str]]
#: Sign → how recognisers and typists write it instead.
SIGNS = {"≥": ("\\geq", "≧", "≥ ", "> ="), "≤": ("\\leq", "≦", "≤ "), "%": (" %", "％"), "（": ("(",), "）": (")",),
         "，": (",", ", "), "：": (":", ": "), "；": (";", "; ")}  # fmt: skip
#: Digits read as letters, in numbers that stay recognisable.
LETTERS = {"100%": ("l00%", "1OO%", "I00%")}
CHANCE = {"none": 0.0, "light": 0.04, "heavy": 0.12}


def loose_cell(random: Random, text: str, damage: str) -> str:
    """A cell with the ideographic blanks and breaks that word processors leave in it."""
    chance = CHANCE[damage]
    if not text:
        return "　" if random.random() < chance * 2 else ""
    if random.random() < chance * 2:
        text = random.choice((f"　{text}", f"{text}　", f" {text}", f"{text} "))
    if 5 < len(text) < 14 and text.endswith(("指标", "目标")) and random.random() < chance * 3:
        text = text[:-2] + random.choice(("\n", "   ", "　")) + text[-2:]
    if damage == "heavy" and text.endswith(("指标", "分）")) and random.random() < 0.1:
        text += "\n" * random.randint(1, 4)
    return text


def loose_paragraph(random: Random, text: str, damage: str) -> str:
    """A paragraph with blanks before or after it."""
    if random.random() < CHANCE[damage] * 3:
        return random.choice((" ", "　　")) + text + random.choice(("", "  "))
    return text


def bookmarked(random: Random, text: str, damage: str) -> str:
    """The text with a converter's bookmark before one of its cells."""
    places = [i + 2 for i in range(len(text) - 2) if text[i : i + 2] == "\n\t" and text[i + 2] not in "\n\t　 "]
    if damage == "none" or not places:
        return text
    at = random.choice(places)
    return text[:at] + "[bookmark: _GoBack]" + text[at:]


def misread(random: Random, text: str, damage: str) -> str:
    """The text with signs misread, widths changed and words broken by blanks; no figure changes its meaning."""
    chance = CHANCE[damage]
    if chance == 0 or not text:
        return text
    text = resigned(random, text, damage)
    if damage == "heavy" and text in LETTERS and random.random() < 0.1:
        return random.choice(LETTERS[text])
    if len(text) > 40 and text.startswith("1.") and random.random() < 0.3:
        text = f'<ol style="list-style-type: none;"> {text} </ol>'
    return _broken(random, text, chance) if len(text) > 14 else text


def resigned(random: Random, text: str, damage: str) -> str:
    """The text with some of its signs in another width or spelling."""
    for sign, others in SIGNS.items():
        if sign in text and random.random() < CHANCE[damage] * 4:
            text = text.replace(sign, random.choice(others))
    return text


def _broken(random: Random, text: str, chance: float) -> str:
    """The text with blanks between some of its characters, never inside a number."""
    done: list[str] = []
    for left, right in zip(text, text[1:] + " ", strict=True):
        done.append(left)
        if "一" <= left <= "鿿" and "一" <= right <= "鿿" and random.random() < chance / 3:
            done.append(" ")
    return "".join(done)


def displaced(random: Random, rows: Rows, spans: list[tuple[int, int, int]]) -> tuple[Rows, set[str]]:
    """Some merged cells printed in a lower row of their span, where a recogniser sees their middle; and the words of
    the rows whose level can then only be guessed: those above the print, back to the print before it."""
    done = [list(row) for row in rows]
    moved: set[str] = set()
    ends: dict[int, tuple[int, int]] = {}
    for row, column, height in spans:
        low = row
        if random.random() < 0.4 and len(done[row][column]) < 12:
            low = row + random.randint(0, height // 2)
            done[row][column], done[low][column] = done[low][column], done[row][column]
        above = ends.get(column, (row, row))
        if low > row:
            moved |= {text for line in rows[row:low] + rows[above[0] + 1 : row] for text in line}
        ends[column] = (low, row + height)
    return done, moved


def torn_rows(random: Random, rows: Rows, first: int, damage: str) -> tuple[Rows, set[str], set[str]]:
    """Below the heads and only where the damage is heavy: a block turned on its side, cells run together, a long
    text printed twice. Gives the rows, every word of those that were turned, and every word of those below whose level
    was turned with them."""
    if damage != "heavy":
        return rows, set(), set()
    height = len(rows) - first
    at, size = len(rows), 0
    if height >= 8 and random.random() < 0.6:
        size = random.randint(2, 3)
        at = first + random.randrange(height - size - 1)
    block = rows[at : at + size]
    turned = [list(cells) for cells in zip(*block, strict=True) if any(cells)]
    done = [_run_together(random, row) if i >= first else row for i, row in enumerate(rows)]
    names = max(map(_begins, block), default=0)
    below = takewhile(lambda row: _begins(row) >= names, rows[at + size :])
    return (
        done[:at] + turned + done[at + size :],
        {text for row in block for text in row if text},
        {text for row in below for text in row if text},
    )


def _begins(row: list[str]) -> int:
    """The first cell of a row that is filled."""
    return next((i for i, text in enumerate(row) if text), len(row))


def _run_together(random: Random, row: list[str]) -> list[str]:
    filled = [i for i, text in enumerate(row) if text]
    if len(filled) > 3 and random.random() < 0.08:
        i = random.choice(filled[-2:])
        row = [*row[:i], row[i], *row[i:]] if len(row[i]) > 20 else row
    if len(filled) > 3 and not row[0]:
        return _shifted(random, row, filled[0])
    return row


def _shifted(random: Random, row: list[str], first: int) -> list[str]:
    """A row without its empty cells on the left, with its first word moved into one of them, or with one cell more."""
    chance = random.random()
    if chance < 0.15:
        return row[first:]
    if chance < 0.25 and first > 1:
        at = random.randrange(1, first)
        return [*row[:at], row[first], *row[at:first], *row[first + 1 :]]
    return [*row[: first + 1], "", *row[first + 1 :]] if chance < 0.3 else row
