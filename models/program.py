"""The program itself: its version, as the workbook and the help page state it."""

VERSION = "0.1.0"  # as in pyproject.toml
