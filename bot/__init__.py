"""Which program is this, and which version of it?"""

from importlib.metadata import PackageNotFoundError, version

try:
    VERSION = version("district-page-monitor")
except PackageNotFoundError:  # run from a checkout that was never installed
    VERSION = "0.0.0+checkout"

BOT_ACTOR = f"bot@{VERSION}"
"""The actor that stands in the log for everything the machine decides by itself."""
