"""OS sessions as loginctl shows them."""

from endpoint_agent.inventory.linux.logins import shown

NOW = 1_732_220_000.0
SESSIONS = """\
Id=2
Name=giulia
Timestamp=Thu 2024-11-21 20:13:20 UTC
TTY=tty2
Remote=no
Type=wayland
Class=user
State=active
IdleHint=yes
IdleSinceHint=1732219100000000
LockedHint=no

Id=c1
Name=gdm
Timestamp=Thu 2024-11-21 19:00:00 UTC
Class=greeter
State=active

Id=5
Name=marco
Timestamp=Thu 2024-11-21 20:13:20 UTC
Display=:10
Remote=yes
RemoteHost=192.0.2.9
Class=user
State=online
IdleHint=no
LockedHint=no

Id=6
Name=anna
Class=user
TTY=tty3
Remote=no
State=online
LockedHint=yes
IdleHint=no

Id=7
Name=root
Class=user
State=closing
"""


def test_each_login_has_its_state_idle_time_and_beginning() -> None:
    assert shown(SESSIONS, NOW) == {
        "giulia@tty2": {
            "user": "giulia", "state": "idle", "idle_s": 900, "since_at": "2024-11-21T20:13:20+00:00",
            "terminal": "tty2", "is_remote": False,
        },
        "marco@:10": {
            "user": "marco", "state": "disconnected", "idle_s": 0, "since_at": "2024-11-21T20:13:20+00:00",
            "terminal": ":10", "host": "192.0.2.9", "is_remote": True,
        },
        "anna@tty3": {"user": "anna", "state": "locked", "idle_s": 0, "terminal": "tty3", "is_remote": False},
    }  # fmt: skip


def test_nothing_said_is_nobody() -> None:
    assert shown("", NOW) == {}
