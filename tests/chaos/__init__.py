"""Kill programs under load, then prove from journals and database that no word was lost. `python -m tests.chaos`."""
