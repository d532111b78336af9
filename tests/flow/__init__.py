"""The whole corridor at once: simulator, worker, review page, boxes."""
