"""What officers and proposers say about a treasury's money."""
