"""What happened in a week, and can a stranger check it? Weekly boxes and their verification."""
