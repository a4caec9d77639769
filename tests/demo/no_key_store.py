"""`python -m tests.demo.no_key_store PROGRAM OPTION…`: a program which finds no key store, whatever the desktop has.

On a person's own desktop: the demo leaves nothing in that person's key store, and does not wait for a locked one.
"""

import runpy
import sys

import shared.key_store


def main() -> None:
    """Run the program named first as if it had been started by itself."""
    setattr(shared.key_store, "ALLOWED", ())  # noqa: B010 - it is final for the programs
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
