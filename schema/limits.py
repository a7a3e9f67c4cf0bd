"""Bounds for programs of others that we start: what they may take of time, memory and disk."""

from __future__ import annotations

from collections.abc import Callable


def limited(seconds: float, memory: int, file_size: int) -> Callable[[], None] | None:
    """What sets the bounds in a new process before it becomes the program: seconds of a processor, bytes of addresses,
    bytes of a file. They outlive the process that starts it; None on a system that has no such bounds."""
    try:
        import resource
    except ImportError:
        return None
    bounds = (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, int(seconds) + 1),
        (resource.RLIMIT_FSIZE, file_size),
    )

    def limit() -> None:
        for what, bound in bounds:
            _, most = resource.getrlimit(what)
            allowed = bound if most == resource.RLIM_INFINITY else min(bound, most)
            resource.setrlimit(what, (allowed, most))

    return limit
