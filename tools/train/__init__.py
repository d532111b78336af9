"""From what, and how, are the two small models in bot/classifiers/models made? Run ``python -m tools.train --help``."""
