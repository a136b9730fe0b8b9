"""Media on disk: the ffmpeg program, probing, fetching, rendering."""
