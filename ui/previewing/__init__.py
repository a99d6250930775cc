"""A paper as it will be printed, and its way from there to a printer or a file."""
