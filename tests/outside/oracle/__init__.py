"""Does Meta's own SDK declare everything that we send? Its codegen is made from Meta's schema, for v26.0."""
