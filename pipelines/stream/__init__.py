"""The streaming pipeline: a clock, feeds and pages asked as their time comes, one commit a window."""
