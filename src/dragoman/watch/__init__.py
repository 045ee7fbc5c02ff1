"""Watch: rules over ties and events, alerts with reasons, and their delivery."""
