"""How findings are put: one Chinese sentence on one line, short names, never longer than the contract allows."""

from __future__ import annotations

from normalizers.text import tidy
from schema.filing import Indicator
from schema.finding import Finding

LONGEST = 120
_ERROR, _WARNING, _INFO = "error", "warning", "info"


def name(text: str, longest: int = 28) -> str:
    """A name in Chinese quotation marks, its own made single, cut short with an ellipsis."""
    clean = tidy(text).replace("“", "‘").replace("”", "’")
    return f"“{clean if len(clean) <= longest else clean[: longest - 1] + '…'}”"


def _sentence(message: str) -> str:
    clean = tidy(message)
    return clean if len(clean) <= LONGEST else clean[: LONGEST - 1] + "…"


def _finding(severity: str, rule: str, message: str, about: Indicator | None, project: str) -> Finding:
    key, home = (about.key, about.project) if about else ("", project)
    return Finding(rule, severity, _sentence(message), key, home)


def error(rule: str, message: str, about: Indicator | None = None, project: str = "") -> Finding:
    """A contradiction; `about` gives its indicator and project, else `project` says where it stands."""
    return _finding(_ERROR, rule, message, about, project)


def warning(rule: str, message: str, about: Indicator | None = None, project: str = "") -> Finding:
    """Something that a person should look at."""
    return _finding(_WARNING, rule, message, about, project)


def info(rule: str, message: str, about: Indicator | None = None, project: str = "") -> Finding:
    """Something worth knowing that needs no action, a rounding for one."""
    return _finding(_INFO, rule, message, about, project)
