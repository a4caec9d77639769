"""Which version of Sportello this is, as installed; the same for all programs."""

import functools


@functools.cache
def own_version() -> str:
    """Return the installed version; empty in a checkout that was never installed."""
    from importlib import metadata  # 3 MB, loaded when it is first asked for

    try:
        return metadata.version("sportello")
    except metadata.PackageNotFoundError:
        return ""
