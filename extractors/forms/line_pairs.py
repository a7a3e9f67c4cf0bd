"""Labels and values on a line of their own: `填报单位：某局    填报日期：…`, or cells of a sheet beside its table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from extractors.forms.inline import inline_pair
from extractors.forms.vocabulary import role_of

#: A longer line is a paragraph.
LONGEST_LINE = 200
#: What stands between labelled values on one line: tabs, or blanks wider than one.
_LAYOUT = re.compile(r"\t+|[ \u3000]{2,}|\u3000")
#: How surely a label and a value belong together: with a colon, and where only the label's words say so.
_SAID, _GUESSED = 0.9, 0.8


def pairs_on(text: str) -> Iterator[tuple[str, str, float]]:
    """Labels, values and how sure they belong together: in one piece of the line, or in two one behind the other, the
    first of which ends with a colon or is a known label as the second is not."""
    if len(text) > LONGEST_LINE:
        return
    pieces = [piece.strip() for piece in _LAYOUT.split(text) if piece.strip()]
    for piece, behind in zip_longest(pieces, pieces[1:], fillvalue=""):
        pair = inline_pair(piece)
        if pair is not None and pair.value:
            yield pair.label, pair.value, _SAID
        elif behind and inline_pair(behind) is None and role_of("fields", behind).sureness < 1.0:
            label = piece.rstrip(":：")
            if label != piece or role_of("fields", piece).sureness == 1.0:
                yield label, behind, _SAID if label != piece else _GUESSED
