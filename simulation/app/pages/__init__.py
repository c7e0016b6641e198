"""The pages, one module each; ``registry`` lists them."""
