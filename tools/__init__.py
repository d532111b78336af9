"""Programs for those who develop this one; nothing here is installed with it."""
