"""The database as files: the tables in reading order, one writer a format, and their description."""

from __future__ import annotations

import pkgutil

_WRITER = "to_"
#: What may stand over the columns: their names, or their titles in Chinese.
HEADERS = ("en", "zh")


def formats() -> list[str]:
    """The formats that there is a writer for, told by the names of the modules: none is imported for it."""
    names = (module.name for module in pkgutil.iter_modules(__path__))
    return sorted(name.removeprefix(_WRITER) for name in names if name.startswith(_WRITER))
