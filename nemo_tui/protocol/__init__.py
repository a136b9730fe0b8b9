"""The contract: wire data as plain values, standard library only, no input or output."""
