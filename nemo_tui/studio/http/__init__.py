"""The parts of the studio's HTTP face: bodies, uploads, streams, answers, the guard at the door."""
