"""The user's hand: corrections, notes, tags and bookmarks, each of which can be undone.

What a user says lies over what extraction found (`overlays` over `extracted`) and is laid
anew whenever an article is: words are found again by what they are and what stands around
them. What finds no place any more is kept, and told as the user's, to look at.
"""

YOURS = "yours"
"""The rule of a record that the user set right, and how an actor is known whom the user named:
what stands in its `why`."""
