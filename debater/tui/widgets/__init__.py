"""The widgets of a round: composer, transcript, source, header, key line."""
