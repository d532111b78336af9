"""What does `python -m bot` do? The same as `page-monitor`."""

from bot.cli import main

main(prog_name="page-monitor")
