"""What the heads of columns beside the indicators say of a whole group of rows."""

from __future__ import annotations

from extractors.forms.vocabulary import COMPOSED, listed, role_of, spellings, words
from normalizers.text import bare


def beside_role(text: str) -> str:
    """What a column beside the indicators says of a whole group of rows, by its head: `project`, `place`, `unit_name`,
    `money`, or a kind of goal as in [goals]; empty for any other head."""
    word = bare(text)
    goal = role_of("goals", text)
    said = spellings("beside").get(word) or (goal.name if goal.sureness >= COMPOSED else "")
    if said:
        return said if said not in ("task_name", "task_text") else "task"
    role = spellings("fields").get(word, "")
    if role in ("project", "unit_name", "implementing_unit", "competent_department"):
        return role if role == "project" else "unit_name"
    return "money" if _is_of_money(word) else ""


def _is_of_money(word: str) -> bool:
    known = word in words("money", "rows") or word in words("money", "columns")
    return known or (
        any(mark in word for mark in listed("money", "marks"))
        and not any(mark in word for mark in (*listed("money", "foreign"), *listed("money", "codes")))
    )
