# The cases say what it finds.
