"""Is the door for webhooks open to Meta and shut to everybody else?"""
