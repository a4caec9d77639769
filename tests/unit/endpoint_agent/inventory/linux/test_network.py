"""The way out and the name servers, from /proc/net and /etc/resolv.conf."""

from pathlib import Path

from endpoint_agent.inventory.linux import network

ROUTES = """\
Iface	Destination	Gateway 	Flags	RefCnt	Use	Metric	Mask		MTU	Window	IRTT
wlan0	00000000	0101A8C0	0003	0	0	600	00000000	0	0	0
eth0	00000000	010200C0	0003	0	0	100	00000000	0	0	0
eth0	000200C0	00000000	0001	0	0	100	00FFFFFF	0	0	0
"""


def _root(tmp_path: Path, **files: str) -> Path:
    for name, text in files.items():
        path = tmp_path / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def test_the_cheapest_default_route_counts(tmp_path: Path) -> None:
    root = _root(tmp_path, proc__net__route=ROUTES)
    assert network.default_route(root) == {"gateway": "192.0.2.1", "interface": "eth0"}


def test_behind_the_stub_stand_the_real_name_servers(tmp_path: Path) -> None:
    root = _root(tmp_path)
    (root / "etc").mkdir()
    (root / "etc/resolv.conf").write_text("# stub\nnameserver 127.0.0.53\noptions edns0\n")
    (root / network.RESOLVED).parent.mkdir(parents=True)
    (root / network.RESOLVED).write_text("nameserver 192.0.2.53\nnameserver 2001:db8::53\n")
    assert network.default_route(root) == {"dns": "192.0.2.53, 2001:db8::53"}


def test_addresses_for_a_day_are_known_by_their_flag(tmp_path: Path) -> None:
    lines = (
        "fe80000000000000021122fffe334455 02 40 20 80     eth0\n20010db8000000000000000000000007 02 40 00 01     eth0\n"
    )
    assert network.temporary_addresses(_root(tmp_path, proc__net__if_inet6=lines)) == {"2001:db8::7"}


def test_without_files_nothing_is_known(tmp_path: Path) -> None:
    assert network.default_route(tmp_path) == {}
    assert network.temporary_addresses(tmp_path) == frozenset()
