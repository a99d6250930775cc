"""The program itself: its version, stated here alone, and where its own files lie."""

from pathlib import Path

VERSION = "0.1.0"
FOLDER = Path(__file__).parent.parent
