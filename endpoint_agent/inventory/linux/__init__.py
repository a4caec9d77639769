"""Linux: files below /proc, /sys, /etc and /var, and a few short commands; all of it as an ordinary user."""
