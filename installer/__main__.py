"""`python -m installer` and `sportello-installer`."""

from installer.cli.main import main

if __name__ == "__main__":
    main()
