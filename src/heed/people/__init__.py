"""Who works here: the organisation, its units, its people, their roles, and signing in."""
