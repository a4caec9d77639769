"""Whether this relay serves: for a container's health check, which asks often and wants one word."""

import http.client
import ssl

from relay.checkup.finding import Finding, fail, ok
from relay.config import Config

ANSWER_WITHIN_S = 4.0
_EVERY_ADDRESS = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - compared with, not bound


def check_alive(config: Config) -> Finding:
    """Ask the talk whether it and the database are ready. Its certificate may be for any name: it is asked on this machine."""
    host = _EVERY_ADDRESS.get(config.host, config.host)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    connection = (
        http.client.HTTPConnection(host, config.port, timeout=ANSWER_WITHIN_S)
        if config.plain
        else http.client.HTTPSConnection(host, config.port, timeout=ANSWER_WITHIN_S, context=context)
    )
    try:
        connection.request("GET", "/readyz")
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        return fail("alive", f"{host}:{config.port} does not answer: {error}", "look at the relay's log")
    finally:
        connection.close()
    if status != http.client.OK:
        return fail(
            "alive",
            f"{host}:{config.port} is not ready ({status})",
            "look at disk and log: the database takes no commits",
        )
    return ok("alive", f"{host}:{config.port} is ready")
