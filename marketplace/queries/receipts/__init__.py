"""What pages of receipts and sellers show."""
