"""What is on screen. Views lay out, bind and translate; they decide nothing."""
