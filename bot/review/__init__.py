"""What does a person decide? The review page for staff: it reads the index and writes decisions, nothing else."""
