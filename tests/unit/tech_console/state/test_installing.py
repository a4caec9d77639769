import pytest

from tech_console.state.installing import silent_command

AGENT = "sportello-agent_1.2.3-1_amd64"


@pytest.mark.parametrize(
    ("made", "base", "command"),
    [
        (f"{AGENT}-acme.deb", f"{AGENT}.deb", f"sudo apt-get install --yes --reinstall ./{AGENT}-acme.deb"),
        ("a acme.deb", "a.deb", "sudo apt-get install --yes --reinstall ./'a acme.deb'"),
        ("sportello-agent-acme.zip", "sportello-agent.msi", "sportello-agent\\install.cmd"),
        ("sportello-agent-acme.zip", "sportello-agent.zip", 'tar -xf "sportello-agent-acme.zip"'),
        ("agent-acme.tar.gz", "agent.tar.gz", "tar -xzf agent-acme.tar.gz"),
        ("acme.stamp", None, "sudo install -D -m 0644 acme.stamp /etc/sportello/sportello.stamp"),
    ],
)
def test_each_kind_of_package_is_installed_its_own_way(made: str, base: str | None, command: str) -> None:
    assert silent_command(made, base) == command
