"""The release archive and the version it bears."""
