"""How a number and a text are written down, in the database, in the export and on the screen alike."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal

#: Characters that have no UTF-8 form, by code point; file names that are no text bring them.
_UNSTORABLE = dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}")


def plain(number: Decimal | float | int) -> str:
    """The number without exponent, without trailing zeros and without a negative zero: `200`, `1.2`, `0.0304`."""
    exact = number if isinstance(number, Decimal) else Decimal(str(number))
    digits = format(exact, "f")
    short = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return "0" if short == "-0" else short


def storable(text: str) -> str:
    """The text without the characters that a database or a file in UTF-8 refuses."""
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.translate(_UNSTORABLE)
    return text.replace("\0", "")


def pieces_text(pieces: Iterable[Mapping[str, object]]) -> str:
    """The pieces of a scoring rule as a JSON list whose numbers keep every digit; empty for none."""
    written = [", ".join(f"{json.dumps(key)}: {_json(value)}" for key, value in piece.items()) for piece in pieces]
    return f"[{', '.join(f'{{{piece}}}' for piece in written)}]" if written else ""


def _json(value: object) -> str:
    return plain(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False, default=str)
