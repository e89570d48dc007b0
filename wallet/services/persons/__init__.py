"""Who is a verified person (本人確認を終えた人): made and revoked at the counter, asked by polls."""
