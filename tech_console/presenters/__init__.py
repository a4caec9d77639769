"""What the screens show and do, without the screens: of Qt only QtCore."""
