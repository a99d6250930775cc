"""Papers about personal data: the consent, what is kept of one person, and how it is kept."""
