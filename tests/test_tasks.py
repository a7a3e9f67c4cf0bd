"""The tasks of users, in both languages: `tests/tasks.py`."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.tasks import TASKS, Desk, NotInstalledError, done


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.__name__)
def test_a_user_does_it(task: Callable[[Desk], None], language: str) -> None:
    try:
        done(task, language)
    except NotInstalledError as reason:
        pytest.skip(str(reason))
