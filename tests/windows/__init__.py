"""What was frozen and packed under Wine, on a computer of Wine's own: `python -m tests.windows`. Not collected by pytest."""
