"""Personal data: consents, the papers about them, and what to do if they are stolen."""
