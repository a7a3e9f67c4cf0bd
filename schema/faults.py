"""A fault of the program costs only its place: what broke is said, and the work goes on behind it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from schema.errors import JixiaoError

log = logging.getLogger(__name__)

Given = ParamSpec("Given")
Result = TypeVar("Result")


def attempt(
    faults: list[str], what: str, step: Callable[Given, Result], *given: Given.args, **named: Given.kwargs
) -> Result | None:
    """What the step gives; where it breaks, None, and one sentence more in `faults`: what failed, and where.

    What we refuse (`JixiaoError`) and want of memory go through: they are no faults.
    """
    try:
        return step(*given, **named)
    except (JixiaoError, MemoryError):
        raise
    except Exception as error:
        log.debug("%s broke", what, exc_info=True)
        faults.append(f"{what} failed ({type(error).__name__}): a fault of jixiao, report it with the file")
        return None
