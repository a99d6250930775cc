"""What the assembly is told of a month or a year, on whole pages."""
