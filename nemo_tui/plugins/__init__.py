"""The built-in plug-ins of the client side, registered like anyone's."""
