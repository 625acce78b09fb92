"""Tables that a linguist could correct, and their readers."""
