"""Who answers for which page, and with which token do we look after it? Pure, save for the watcher."""
