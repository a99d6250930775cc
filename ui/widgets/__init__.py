"""Parts that screens are made of; they know no subject."""
