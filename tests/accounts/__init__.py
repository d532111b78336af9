"""Tests of who answers for which page, and with which token."""
