"""The pages: one handler a page, working without JavaScript."""
