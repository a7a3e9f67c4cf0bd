"""What workbooks hold, whatever program wrote them."""
