"""`python -m relay` and `sportello-relay`."""

from relay.cli.main import main

if __name__ == "__main__":
    main()
