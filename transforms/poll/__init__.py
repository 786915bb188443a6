"""Asks feeds, when they are due, and reads what they answer."""
