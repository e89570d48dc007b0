"""OpenID Connect as the Digital Authentication App (デジタル認証アプリ) speaks it: the relying party's side, without
rows or pages."""
