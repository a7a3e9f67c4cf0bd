from __future__ import annotations

import re
import tomllib
from pathlib import Path
from string import Formatter

import pytest

from pipeline import messages
from pipeline.explain.explanation import DECIDED
from pipeline.words import LANGUAGES

_PIPELINE = Path(messages.__file__).parent
_SENTENCES = tomllib.loads((_PIPELINE / "data" / "messages.toml").read_text(encoding="utf-8"))
_BUILT = {
    "doctor-wrong",
    "doctor-well",
    *(f"explained-by-{key}" for key in (*DECIDED, "place", "content")),
    *(f"explained-borders-{kind}" for kind in ("printed", "counted")),
    *(f"line-{state}" for state in ("loaded", "skipped", "failed", "opened", "attached", "passed-over")),
    *(f"proof-{title}" for title in ("aliases", "things", "domains", "refused")),
    *(f"rebuild-{deed}" for deed in ("read", "meant")),
    *(f"why-{why}" for why in ("code", "taxonomy", "settings", "correction", "new-file")),
}


def _files() -> list[Path]:
    return [path for path in _PIPELINE.rglob("*.py") if "checks" not in path.parts]


def _used() -> set[str]:
    code = "\n".join(path.read_text(encoding="utf-8") for path in _files())
    return set(re.findall(r'(?:(?<!words\.)say\(\s*|help=)["\']([a-z0-9-]+)["\']', code)) | _BUILT


def test_every_sentence_is_said_and_every_one_said_is_there() -> None:
    assert _used() == set(_SENTENCES)


@pytest.mark.parametrize("key", sorted(_SENTENCES))
def test_both_languages_fill_the_same_places(key: str) -> None:
    places = [{name for _, name, _, _ in Formatter().parse(_SENTENCES[key][each])} for each in LANGUAGES]
    assert _SENTENCES[key].keys() == set(LANGUAGES)
    assert places[0] - {None} == places[1] - {None}


def test_what_is_wrong_and_what_to_do_stand_on_one_line() -> None:
    messages.choose("en")
    assert messages.advised("it\nbroke.", "mend it.") == "it broke (mend it)"
    assert messages.advised("it broke", "") == "it broke"


@pytest.mark.parametrize(("locale", "language"), [("zh_CN.UTF-8", "zh"), ("en_GB.UTF-8", "en"), ("C", "en")])
def test_the_locale_chooses(locale: str, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    messages.choose(None)
    assert messages.language() == language
    messages.choose("zh")
    assert messages.language() == "zh"
