"""Which disguises are known? One file for each trick that hides a word."""
