"""Published findings, held against small runs of the model: direction, and size where sizes can be compared."""
