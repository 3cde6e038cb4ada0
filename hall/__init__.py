"""The server of the virtual exhibition hall: all input, output, clocks and configuration."""
