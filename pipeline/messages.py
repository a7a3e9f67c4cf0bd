"""What the program says, in Chinese or English: the sentences stand in `data/messages.toml`."""

from __future__ import annotations

import locale
import os
import re
import tomllib
from functools import cache
from pathlib import Path

from pipeline.words import Words

_DATA = Path(__file__).with_name("data") / "messages.toml"
# What stands between user and host in an address, up to the last @ of the word: a password may hold one.
_PASSWORD = re.compile(r"(\w[\w+.-]*://[^\s:/@]*:)\S*@")
_ASKED = re.compile(r"([?&](?:ssl)?password=)[^&\s\"')]*", re.IGNORECASE)
_chosen: list[str] = []


def choose(language: str | None) -> None:
    """Sets the language of everything said from now on; None chooses by the locale."""
    _chosen[:] = [language or by_locale()]


def language() -> str:
    """`zh` or `en`."""
    return _chosen[0] if _chosen else by_locale()


def by_locale() -> str:
    """`zh` where the environment's locale is Chinese, else `en`."""
    named = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "zh" if (named or locale.getlocale()[0] or "").lower().startswith(("zh", "chinese")) else "en"


def say(key: str, **parts: object) -> str:
    """The sentence of this key in the language chosen, its places filled, without passwords."""
    return hidden(_sentences()[key][language()].format(**parts))


def hidden(text: str) -> str:
    """The text with `***` for each password in the address of a database."""
    if "://" not in text:
        return text
    return _ASKED.sub(r"\1***", _PASSWORD.sub(r"\1***@", text))


def advised(message: str, advice: str) -> str:
    """What is wrong and what to do about it, on one line, in the language chosen."""
    words = Words(language())
    message, advice = (" ".join(words.reason(text).split()).rstrip(".。") for text in (message, advice))
    return say("advised", message=message, advice=advice) if advice else message


@cache
def _sentences() -> dict[str, dict[str, str]]:
    with _DATA.open("rb") as file:
        return tomllib.load(file)
