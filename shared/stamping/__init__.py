"""Puts a signed stamp into a finished package, in tenths of a second and without touching its payload, and reads it out again.

Used by the installer, the relay's command line and the console. Knows neither keys nor programs; standard library only.
"""
