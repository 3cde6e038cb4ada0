"""`python -m hall` is the command `hall`."""

import sys

from hall.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
