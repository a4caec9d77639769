"""Fetches what a provider offers as a newer version, when it chooses to serve one: verified, put in a folder, no more.

Nothing here runs, opens or unpacks what was fetched, and nothing starts it: not the relay, not a timer. Synchronous, for a
command line or a worker thread. `tuf` is imported when something is fetched, never at a program's start. Source: ADR 0015.
"""
