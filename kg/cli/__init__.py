"""The command line: each command opens files, calls one room after another, and prints."""
