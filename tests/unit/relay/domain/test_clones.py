"""Two programs with one key are noticed; one that is started anew, or comes and goes, is not."""

from hypothesis import given
from hypothesis import strategies as st

from relay.domain.clones import MOST_KEPT, Instances, note


def suspected(*sign_ins: tuple[str, str]) -> list[bool]:
    """Sign in one after the other: the instance, and the one whose connection is open at that moment."""
    known, answers = Instances(), []
    for instance, living in sign_ins:
        known, are_two = note(known, instance, living)
        answers.append(are_two)
    return answers


def test_what_was_replaced_and_comes_back_while_the_other_lives_is_a_second_program() -> None:
    assert suspected(("a", ""), ("b", "a"), ("a", "b")) == [False, False, True]


def test_a_program_that_is_started_anew_is_one_program() -> None:
    assert suspected(("a", ""), ("b", "a"), ("c", "b"), ("c", ""), ("c", "c")) == [False] * 5


def test_one_that_comes_back_when_the_other_is_gone_proves_nothing() -> None:
    assert suspected(("a", ""), ("b", "a"), ("a", "")) == [False, False, False]


def test_a_program_that_does_not_say_which_run_it_is_proves_nothing() -> None:
    assert suspected(("", ""), ("b", ""), ("", "b"), ("b", "")) == [False] * 4


@given(st.lists(st.tuples(st.integers(0, 50), st.booleans()), max_size=60))
def test_runs_that_follow_each_other_are_never_suspected_and_little_is_kept(steps: list[tuple[int, bool]]) -> None:
    known, run = Instances(), 0
    for more, is_connected in steps:
        living = str(run) if is_connected else ""
        run += more
        known, are_two = note(known, str(run), living)
        assert not are_two
        assert len(known.seen) <= MOST_KEPT
