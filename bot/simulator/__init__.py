"""Where is a Meta to practise on? Here: a pretend Graph API over WSGI, which imports nothing of the rest of the bot."""
