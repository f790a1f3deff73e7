"""What a job tells about itself."""

from dataclasses import dataclass
from typing import Generic

from .steps import Progress, Result


@dataclass(frozen=True)
class Status(Generic[Progress, Result]):
    """The state of a job.

    Attributes:
        progress: what the work last yielded; ``None`` before the first step.
        before: how many jobs have to end before this one can begin, or go on.
        over: whether nothing more will happen.
        result: what the work returned; ``None`` until then.
        error: why it failed, if it did.
        blocked: seconds for which it has been waiting for another process; ``None`` if it does not.
    """

    progress: Progress | None
    before: int
    over: bool
    result: Result | None
    error: BaseException | None
    blocked: float | None = None

    @property
    def stopped(self) -> bool:
        """Whether it ended without a result or an error, because nobody wanted it any more."""
        return self.over and self.result is None and self.error is None
