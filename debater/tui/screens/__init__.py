"""The screens: start, round, and the modal ones."""
