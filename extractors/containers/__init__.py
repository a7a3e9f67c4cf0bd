"""Files that hold files (archives, mails, attachments of PDFs), one format a file, chosen by content, never by name."""
