"""What WordPress writes when it is asked for everything: read, cleaned and put into Heed's words."""
