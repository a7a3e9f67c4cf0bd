"""Tables that are laid out in another way than a head over its rows."""
