"""The whole product on one machine: `make demo` to play with, `make demo SMOKE=1` to be played unattended.

Real programs, a real relay, a real mail server; the same windows in both. Everything made lies in build/demo.
"""
