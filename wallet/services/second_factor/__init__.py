"""The second factor of officers and operators (二要素認証)."""
