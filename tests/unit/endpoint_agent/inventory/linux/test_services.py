"""Services as systemctl lists them in JSON."""

from endpoint_agent.inventory.linux.services import systemd

UNITS = """[
 {"unit":"ssh.service","load":"loaded","active":"active","sub":"running","description":"OpenBSD Secure Shell server"},
 {"unit":"cups.service","load":"loaded","active":"failed","sub":"failed","description":"CUPS Scheduler"},
 {"unit":"getty@tty1.service","load":"loaded","active":"active","sub":"running","description":"Getty on tty1"},
 {"unit":"apt-daily.service","load":"loaded","active":"inactive","sub":"dead","description":"Daily apt"},
 {"unit":"gone.service","load":"not-found","active":"inactive","sub":"dead","description":"gone.service"}]"""
FILES = """[
 {"unit_file":"ssh.service","state":"enabled","preset":"enabled"},
 {"unit_file":"cups.service","state":"disabled","preset":"enabled"},
 {"unit_file":"getty@.service","state":"enabled","preset":"enabled"},
 {"unit_file":"apt-daily.service","state":"static","preset":null}]"""


def test_services_have_a_state_and_a_way_to_start() -> None:
    assert systemd(UNITS, FILES) == {
        "ssh.service": {"name": "OpenBSD Secure Shell server", "state": "running", "start": "auto"},
        "cups.service": {"name": "CUPS Scheduler", "state": "failed", "start": "disabled"},
        "getty@tty1.service": {"name": "Getty on tty1", "state": "running", "start": "auto"},
        "apt-daily.service": {"name": "Daily apt", "state": "stopped", "start": "manual"},
    }


def test_what_is_no_list_is_no_services() -> None:
    assert (
        systemd("", "") == systemd("System has not been booted with systemd", "{}") == systemd('[1, "x"]', "[]") == {}
    )
