"""Where deliveries go: e-mail, webhook, S3 and SFTP, each a courier of one shape (``base``)."""
