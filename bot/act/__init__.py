"""Door four: carry out decisions, and only decisions."""
