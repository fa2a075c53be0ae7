"""The one exception for faults a user can fix."""

from collections.abc import Sequence


class InputError(Exception):
    """Something the user gave cannot work.

    Carries every problem found, not only the first. The command line prints each on its own line,
    without a traceback, and exits with status 2.

    Args:
        problems: one message, or several. Each says what was given, why it cannot work and what to
            do instead.
    """

    def __init__(self, problems: str | Sequence[str]) -> None:
        self.problems: tuple[str, ...] = (
            (problems,) if isinstance(problems, str) else tuple(problems)
        )
        super().__init__("\n".join(self.problems))
