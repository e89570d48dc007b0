"""Points on top for people whose identity was checked: a town's terms, and one grant a person."""
