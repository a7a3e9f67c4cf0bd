"""The general dictionary of Chinese words, which running text is cut by.

jieba keeps what it made of its dictionary in a file that it reads back without a check, by default where everybody may
write; here it lies in a folder of the user's own.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

#: A folder that there is not: nothing is read from it, and nothing is kept.
_NOWHERE = Path(__file__).parent / "no such folder"


@cache
def cutter() -> Callable[..., list[str]]:
    """jieba's `lcut`. Loaded at the first use: the dictionary takes a second, a tenth of it where it was kept."""
    import jieba

    jieba.setLogLevel(logging.CRITICAL)  # a dictionary that could not be kept is no error
    tokenizer: Any = jieba.Tokenizer()
    tokenizer.tmp_dir = str(own_folder())
    found: Callable[..., list[str]] = tokenizer.lcut
    return found


def own_folder() -> Path:
    """The folder for what can be made again: `$XDG_CACHE_HOME/jixiao`, else `~/.cache/jixiao`, readable and writable by
    the user alone; one that there is not where it can't be had so."""
    try:
        base = os.environ.get("XDG_CACHE_HOME")
        folder = (Path(base) if base else Path.home() / ".cache") / "jixiao"
        folder.mkdir(parents=True, exist_ok=True)
        if folder.is_symlink() or (hasattr(os, "getuid") and folder.stat().st_uid != os.getuid()):
            return _NOWHERE
        folder.chmod(0o700)
    except (OSError, RuntimeError):
        return _NOWHERE
    return folder
