"""What can go wrong, in a few kinds; each says what the user can do next and how the command exits."""

from __future__ import annotations


class JixiaoError(Exception):
    """Anything that we refuse or cannot do; `advice` is one sentence on what to do next."""

    exit_code = 1

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice

    def __reduce__(self) -> tuple[type[JixiaoError], tuple[str, str]]:
        """Survives the way back from a worker process."""
        return type(self), (self.message, self.advice)


class UnreadableError(JixiaoError):
    """The bytes are no document that we can read: empty, binary, damaged, encrypted."""


class NoFormError(JixiaoError):
    """The document was read and holds no performance form."""


class DamagedReadingError(JixiaoError, ValueError):
    """What was kept of a document's reading is not what was put there."""


class LimitError(JixiaoError):
    """The document asks for more time, memory, pages or size than a file is given."""


class MissingToolError(JixiaoError):
    """A program or package is not installed; the advice is the command that installs it."""


class UsageError(JixiaoError):
    """The command was called wrongly."""

    exit_code = 2
