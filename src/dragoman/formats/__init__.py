"""A record out: brief for the terminal, Markdown for people, JSON for programs. Pure functions of records."""
