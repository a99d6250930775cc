"""The set-up program and the folder for a USB stick."""
