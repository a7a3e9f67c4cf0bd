"""One file a part of the application: what is asked and what is answered."""
