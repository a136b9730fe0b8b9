"""From a draft to ffmpeg arguments: pure functions, no process is started here."""
