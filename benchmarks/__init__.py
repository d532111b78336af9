"""How fast is it, and compared with what? One script per claim, each with its yardstick in the same run."""
