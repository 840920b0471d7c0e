"""Every closed list of codes with the meaning of each, by what it is about. The table `codes` publishes them; models name them."""
