"""Other apps' points made a town's common points: a town's rules, requests of services, grants and answers."""
