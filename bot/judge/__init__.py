"""Does a comment break a guideline? Rules make findings, findings make a verdict; nothing here changes the world."""
