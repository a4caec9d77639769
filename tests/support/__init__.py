"""What tests share: guards, a real desktop, a real mail server, builders. Nothing here is a test."""
