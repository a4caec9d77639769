"""The real packages on a clean Debian: installed, run, upgraded, killed, removed. Needs root and debootstrap; slow."""
