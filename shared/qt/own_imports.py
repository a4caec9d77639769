"""Gives imports back to Python after PySide6 has put its own in their place.

PySide6 reads the whole source of every module that is imported after it, only to learn whether the module may switch
`__feature__` names on; the lines stay in memory (11 MB and a third of the start of an agent). No module here does that.
"""

import builtins

_PYTHONS_OWN = builtins.__import__


def keep_own_imports() -> None:
    """Load PySide6 and undo its change; imported before PySide6 or it changes nothing."""
    import PySide6.QtCore  # noqa: F401 - what it does to imports happens here

    builtins.__import__ = _PYTHONS_OWN
