from tech_console.state.snapshot import Kind, Snapshot
from tests.support.console_records import ME, a_profile

TABLES = [kind for kind in Kind if kind not in {Kind.SETTINGS, Kind.PROFILE}]


def test_every_kind_of_record_has_a_table_of_its_own() -> None:
    world = Snapshot()
    assert len({id(world.of(kind)) for kind in TABLES}) == len(TABLES)


def test_two_worlds_share_nothing() -> None:
    assert Snapshot().devices is not Snapshot().devices


def test_rights_are_those_of_whoever_is_signed_in() -> None:
    world = Snapshot(profile=a_profile(rights=["chat"]))
    assert (world.me, world.may("chat"), world.may("manage_tokens")) == (ME, True, False)


def test_nobody_may_anything_before_sign_in() -> None:
    assert (Snapshot().me, Snapshot().may("chat")) == (None, False)
