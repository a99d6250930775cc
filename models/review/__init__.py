"""What `revisar` asks of the rows of the file; each check is one question to SQLite."""
