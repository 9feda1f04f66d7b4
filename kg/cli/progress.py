"""A progress bar on stderr, where there is somebody to see it."""

import sys
from collections.abc import Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class Bar:
    """A bar that counts things; nothing at all where stderr is no terminal."""

    def __init__(self, what: str, *, quiet: bool, total_of: Sequence[str] = ()) -> None:
        self._what = what
        self._shown = sys.stderr.isatty() and not quiet and not (total_of and sys.stdout.isatty())
        self._total_of = total_of
        self._progress: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        if self._shown:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            columns = (
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
                TextColumn("[dim]{task.fields[name]}"),
            )
            self._progress = Progress(*columns, console=Console(stderr=True), transient=True)
            self._progress.start()
            total = None
            if self._total_of:
                from kg.documents import count

                total = count(self._total_of)
            self._task = self._progress.add_task(self._what, total=total, name="")
        return self

    def step(self, done: int, total: int | None, name: str) -> None:
        """Say that so many are done, the last of which has this name."""
        if self._progress is not None and self._task is not None:
            shown = name if len(name) < 50 else f"…{name[-48:]}"
            self._progress.update(self._task, completed=done, total=total, name=shown)  # without a total it stays

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._progress is not None:
            self._progress.stop()
