"""The commands, one file each: help, arguments, run."""
