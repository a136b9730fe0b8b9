"""The full-screen app: it draws turn events and posts intentions. Only this package imports Textual."""
