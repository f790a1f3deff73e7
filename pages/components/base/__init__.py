"""What several of Streamlit's components share besides ``core.browser``."""
