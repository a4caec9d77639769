"""Unit tests of tech_console/presenters/preferences.py."""

from tech_console.presenters.preferences import Preferences
from tech_console.state.preference_values import PreferenceValues


class Kept:
    """What was saved and what was told, in order."""

    def __init__(self, values: PreferenceValues) -> None:
        self.saved: list[PreferenceValues] = []
        self.told: list[PreferenceValues] = []
        self.preferences = Preferences(values, self.saved.append)
        self.preferences.changed.connect(self.told.append)


def test_a_choice_is_saved_and_told_once() -> None:
    kept = Kept(PreferenceValues())
    kept.preferences.change(language="it")
    kept.preferences.change(language="it")
    assert [values.language for values in kept.saved] == ["it"]
    assert kept.told == kept.saved


def test_the_language_of_the_command_line_is_shown_and_not_saved() -> None:
    kept = Kept(PreferenceValues(language="it"))
    kept.preferences.begin_with("en")
    assert kept.preferences.values.language == "en"
    assert kept.saved == kept.told == []


def test_what_is_chosen_on_screen_stands_above_the_command_line() -> None:
    kept = Kept(PreferenceValues(language="it"))
    kept.preferences.begin_with("en")
    kept.preferences.change(language="it")
    assert [values.language for values in kept.told] == ["it"]


def test_without_a_language_on_the_command_line_the_kept_one_stays() -> None:
    kept = Kept(PreferenceValues(language="it"))
    kept.preferences.begin_with("")
    assert kept.preferences.values.language == "it"
