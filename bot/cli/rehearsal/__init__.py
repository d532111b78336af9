"""What does the demo need besides the product itself? A stage, three processes, a week to play and a summary."""
