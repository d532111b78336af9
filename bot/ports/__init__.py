"""What do the rooms need from outside? Protocols; each is kept by an adapter that `bootstrap` chooses."""

from bot.ports.outside import Archive, Camera, Classifier, Clock, Notifier, Platform
from bot.ports.reading import Desk, Ledger, Reviewers, Store
from bot.ports.route import Checkpoints, Comments, Decisions, Evidence, ReviewQueue, Transactions, Verdicts, WorkRows

__all__ = [
    "Archive",
    "Camera",
    "Checkpoints",
    "Classifier",
    "Clock",
    "Comments",
    "Decisions",
    "Desk",
    "Evidence",
    "Ledger",
    "Notifier",
    "Platform",
    "ReviewQueue",
    "Reviewers",
    "Store",
    "Transactions",
    "Verdicts",
    "WorkRows",
]
