"""macOS: system_profiler, property lists and a few short commands."""
