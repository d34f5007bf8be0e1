"""Everything on a screen: the command line and the explorer."""
