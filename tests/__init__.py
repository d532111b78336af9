"""Does every room keep its promises? One folder of tests for each folder of the house."""
