"""The pages of people: signing in, one's own page, and the administrator's."""
