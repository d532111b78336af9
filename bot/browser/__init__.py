"""How are pictures of our own cards taken? A Chromium in a child process, found, installed and kept in check."""
