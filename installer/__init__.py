"""How the program becomes something a treasurer can install; `make windows`, `make deb`."""
