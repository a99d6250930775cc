"""Papers as PDF: what is numbered, and what a member, a lot or a count is told."""
