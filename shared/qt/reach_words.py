"""Why the relay was not reached, in words both desktop programs use. Codes and values: shared/link/failure.py, proxy.py."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def reach_words(code: str, params: Mapping[str, str | int]) -> str | None:
    """Return what stood in the way and what to do; None for a code that means something else."""
    words = {"unreachable": _unreachable, "tls": _tls, "proxy": _proxy, "authorities": _authorities}.get(code)
    return None if words is None else words(str(params.get("why", ""))).format(host=params.get("host", ""))


def _unreachable(why: str) -> str:
    known = {
        "name": translate(
            "Reach", "The server {host} is not found. Check the network connection and the server's address."
        ),
        "closed": translate(
            "Reach", "The server {host} takes no connections now. Try again later; if it lasts, tell your IT support."
        ),
        "late": translate(
            "Reach",
            "The server {host} does not answer. A firewall may be in the way: tell your IT support if it lasts.",
        ),
        "network": translate("Reach", "There is no network connection. Check the cable or the Wi-Fi."),
        "busy": translate("Reach", "The server {host} is not available now. It is tried again by itself."),
        "other": translate(
            "Reach", "Something else than the support's server answers at {host}. Tell your IT support."
        ),
    }
    return known.get(why) or translate(
        "Reach", "The server cannot be reached. Check that this computer is connected to the network."
    )


def _tls(why: str) -> str:
    known = {
        "old": translate(
            "Reach",
            "The server {host} offers only an outdated encryption. Nothing was sent to it. Tell your IT support.",
        ),
        "none": translate(
            "Reach", "What answers at {host} is not encrypted. Nothing was sent to it. Tell your IT support."
        ),
    }
    return known.get(why) or translate(
        "Reach", "No encrypted connection to {host} came about. Nothing was sent to it. Tell your IT support."
    )


def _proxy(why: str) -> str:
    known = {
        "password": translate(
            "Reach", "The proxy {host} wants a name and a password. Ask your IT support to set them for this program."
        ),
        "forbids": translate(
            "Reach", "The proxy {host} does not allow a connection to your support. Ask your IT support to permit it."
        ),
        "not_proxy": translate("Reach", "{host} is set as the proxy, but it is none. Tell your IT support."),
        "kind": translate(
            "Reach",
            "The proxy {host} is of a kind this program cannot use. Only HTTP proxies work: tell your IT support.",
        ),
    }
    return known.get(why) or translate(
        "Reach", "The proxy {host} cannot be reached. Check the network, or tell your IT support."
    )


def _authorities(_: str) -> str:
    return translate(
        "Reach",
        "The certificates this program was told to trust cannot be read. Nothing was sent. Tell your IT support.",
    )
