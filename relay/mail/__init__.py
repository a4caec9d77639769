"""Mails as text: fixed templates in Italian and English, and what makes a message of them. Sending: relay/adapters."""
