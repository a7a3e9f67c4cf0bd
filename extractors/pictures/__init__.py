"""Pages as pictures: set upright, their ruling lines found, their text recognised and put into the cells."""
