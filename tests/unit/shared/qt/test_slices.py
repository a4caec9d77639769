from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QEvent, QObject

from shared.qt.slices import Slices


def steps(name: str, count: int, done: list[str]) -> Iterator[bool]:
    for _ in range(count):
        done.append(name)
        yield True


def test_jobs_that_run_at_the_same_time_take_turns_one_slice_in_each(qapp: object) -> None:
    done: list[str] = []
    one, other = Slices(slice_s=0.0), Slices(slice_s=0.0)
    one.run(steps("one", 4, done))
    other.run(steps("other", 4, done))
    del done[:]
    while one.is_busy or other.is_busy:
        before = len(done)
        QCoreApplication.processEvents()
        assert len(done) <= before + 1
    assert done == ["one", "other"] * 3


def test_whoever_is_gone_holds_up_nobody(qapp: object) -> None:
    done: list[str] = []
    owner = QObject()
    owned, dropped, other = Slices(owner), Slices(), Slices()
    for slices, name in ((owned, "owned"), (dropped, "dropped"), (other, "other")):
        slices.run(steps(name, 3, done))
    del done[:], dropped
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete)
    while other.is_busy:
        QCoreApplication.processEvents()
    assert done == ["other"] * 2
