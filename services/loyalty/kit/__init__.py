"""How a service in Python talks: the promises of `services/_kit`, kept in a second language."""
