"""Who knocks when something happened on a page? The door for Meta's webhook calls; it keeps them and wakes nobody."""
