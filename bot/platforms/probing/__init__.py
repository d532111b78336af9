"""How does this Meta really behave? Questions that are settled with comments of our own, which are deleted again."""
