"""What do the rooms need from outside? Protocols; each is kept by an adapter that `bootstrap` chooses."""

from bot.ports.outside import Archive, Camera, Classifier, Clock, Embedder, Notifier, Platform
from bot.ports.reading import Desk, Ledger, Reviewers, Store
from bot.ports.route import Comments, Decisions, Evidence, ReviewQueue, Transactions, Verdicts, WorkRows
from bot.ports.rulebook import Progress, Rulebook, RuleOffice, RulesToday
from bot.ports.versions import Versions
from bot.ports.watching import Checkpoints, Inbox, Notices, Pauses, Quotas, Wakes

__all__ = [
    "Archive",
    "Camera",
    "Checkpoints",
    "Classifier",
    "Clock",
    "Comments",
    "Decisions",
    "Desk",
    "Embedder",
    "Evidence",
    "Inbox",
    "Ledger",
    "Notices",
    "Notifier",
    "Pauses",
    "Platform",
    "Progress",
    "Quotas",
    "ReviewQueue",
    "Reviewers",
    "RuleOffice",
    "Rulebook",
    "RulesToday",
    "Store",
    "Transactions",
    "Verdicts",
    "Versions",
    "Wakes",
    "WorkRows",
]
