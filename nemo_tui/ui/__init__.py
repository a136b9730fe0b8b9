"""The full-screen app: draws turn events, posts intentions; nothing else imports Textual."""
