"""`python -m manlint`."""

from manlint.cli import main

if __name__ == "__main__":
    main()
