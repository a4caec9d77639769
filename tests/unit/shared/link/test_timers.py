import asyncio

from shared.link.timers import Timers


async def test_a_timer_fires_once() -> None:
    timers, fired = Timers(asyncio.get_running_loop()), asyncio.Event()
    timers.start("key", timers.now(), fired.set)

    await asyncio.wait_for(fired.wait(), 5)
    timers.cancel("key")


async def test_starting_again_replaces() -> None:
    timers, fired = Timers(asyncio.get_running_loop()), asyncio.Queue[str]()
    timers.start("key", timers.now(), lambda: fired.put_nowait("first"))
    timers.start("key", timers.now(), lambda: fired.put_nowait("second"))

    assert await asyncio.wait_for(fired.get(), 5) == "second"
    assert fired.empty()


async def test_a_cancelled_timer_is_silent() -> None:
    timers, fired = Timers(asyncio.get_running_loop()), asyncio.Queue[str]()
    timers.start("one", timers.now(), lambda: fired.put_nowait("one"))
    timers.start("two", timers.now(), lambda: fired.put_nowait("two"))
    timers.cancel("one")

    assert await asyncio.wait_for(fired.get(), 5) == "two"


async def test_all_can_be_forgotten() -> None:
    timers, fired = Timers(asyncio.get_running_loop()), asyncio.Queue[str]()
    timers.start("one", timers.now(), lambda: fired.put_nowait("one"))
    timers.cancel_all()
    timers.start("two", timers.now(), lambda: fired.put_nowait("two"))

    assert await asyncio.wait_for(fired.get(), 5) == "two"


async def test_a_timer_may_start_itself_again() -> None:
    timers, fired = Timers(asyncio.get_running_loop()), asyncio.Event()
    timers.start("key", timers.now(), lambda: timers.start("key", timers.now(), fired.set))

    await asyncio.wait_for(fired.wait(), 5)
