from endpoint_agent.presenters.settings import SettingsPresenter
from tests.support import agent_events as e
from tests.support.fake_link import FakeLink


class Entry:
    """Stands for the autostart entry."""

    def __init__(self, *, may_change: bool = True) -> None:
        self.on = False
        self.may_change = may_change

    def is_on(self) -> bool:
        return self.on

    def set_on(self, on: bool) -> bool:
        self.on = on if self.may_change else self.on
        return self.may_change


def test_choices_are_kept_and_come_back() -> None:
    link = FakeLink()
    settings = SettingsPresenter(link, Entry())
    settings.set_language("it")
    settings.set_theme("dark")
    settings.set_sounds(False)
    again = SettingsPresenter(FakeLink(), Entry())
    again.handle(e.opened(settings=link.settings))
    assert (again.language, again.theme, again.sounds) == ("it", "dark", False)


def test_the_command_line_stands_above_the_language_chosen_before() -> None:
    settings = SettingsPresenter(FakeLink(), Entry(), language="en")
    settings.handle(e.opened(settings={"agent.language": "it"}))
    assert settings.language == "en"
    settings.set_language("it")
    assert settings.language == "it"


def test_the_first_run_makes_the_autostart_entry_and_later_ones_do_not() -> None:
    link, entry = FakeLink(), Entry()
    SettingsPresenter(link, entry).handle(e.opened())
    assert entry.on
    entry.on = False
    SettingsPresenter(link, entry).handle(e.opened(settings=link.settings))
    assert not entry.on


def test_the_packager_may_forbid_the_entry() -> None:
    entry = Entry()
    SettingsPresenter(FakeLink(), entry, wants_autostart=False).handle(e.opened())
    assert not entry.on


def test_what_the_system_refused_is_shown_as_it_is() -> None:
    settings = SettingsPresenter(FakeLink(), Entry(may_change=False))
    settings.set_autostart(True)
    assert not settings.autostart


def test_the_windows_place_is_written_only_when_it_changed() -> None:
    link = FakeLink()
    settings = SettingsPresenter(link, Entry())
    settings.set_place("here")
    link.settings.clear()
    settings.set_place("here")
    assert link.settings == {}
    assert settings.place() == "here"
