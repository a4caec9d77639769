import pytest

from shared.link.proxy import ProxyRefused, proxy_for, proxy_headers


@pytest.fixture(autouse=True)
def no_system_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("https_proxy", "HTTPS_PROXY", "wss_proxy", "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)


def test_without_a_proxy_the_way_is_direct() -> None:
    assert proxy_for("relay.example", "") is None


def test_the_named_proxy_stands_above_the_systems_and_its_exceptions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://system:1")
    monkeypatch.setenv("no_proxy", "relay.example")
    assert proxy_for("relay.example", "") is None
    proxy = proxy_for("relay.example", "named:3128")
    assert proxy is not None
    assert (proxy.hostname, proxy.port) == ("named", 3128)


def test_the_systems_proxy_is_used_where_none_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://ada:p%40ss@system:1")
    proxy = proxy_for("relay.example", "")
    assert proxy is not None
    assert proxy.hostname == "system"
    assert proxy_headers(proxy) == {"Proxy-Authorization": "Basic YWRhOnBAc3M="}


@pytest.mark.parametrize("named", ["socks5://proxy:1080", "https://proxy:443", "http://", "file:///etc/passwd"])
def test_another_kind_of_proxy_is_refused_by_name(named: str) -> None:
    with pytest.raises(ProxyRefused) as refused:
        proxy_for("relay.example", named)
    assert refused.value.params["why"] == "kind"
