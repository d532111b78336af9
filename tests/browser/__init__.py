"""Does the camera keep its promises with a real Chromium?"""
