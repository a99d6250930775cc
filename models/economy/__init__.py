"""Economy: what families earn, at which price, and who they are."""
