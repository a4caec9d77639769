"""An event loop in a thread of its own, for servers that a test without a loop talks to."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from types import TracebackType
from typing import Any, Self, TypeVar

T = TypeVar("T")


class LoopThread:
    """Runs a loop while the context is open; at its end every task left on it is cancelled and awaited."""

    def __init__(self, name: str) -> None:
        self._thread = threading.Thread(target=self._run, name=name)
        self._ready: Future[asyncio.AbstractEventLoop] = Future()

    def __enter__(self) -> Self:
        self._thread.start()
        self._loop = self._ready.result()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join()

    def run(self, work: Coroutine[Any, Any, T], *, within_s: float = 10.0) -> T:
        """Run `work` on the loop and return its result to this thread."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(within_s)

    def call(self, action: Callable[[], T]) -> T:
        """Call `action` on the loop's thread, where its objects may be touched, and return its result."""

        async def work() -> T:
            return action()

        return self.run(work())

    def _run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        self._end = asyncio.Event()
        self._ready.set_result(asyncio.get_running_loop())
        await self._end.wait()
