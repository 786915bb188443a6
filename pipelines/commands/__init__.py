"""The commands of the command line, by what they are about: a lake, a question to it, one page."""
