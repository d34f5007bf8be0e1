"""An article in, its actors, quotes and pledges out: rules over spaCy's parse."""
