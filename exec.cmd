@rem Windows has no `exec`; npm's scripts use it so that a signal sent to npm reaches the process itself elsewhere.
@%*
