"""Code that several Streamlit components share, beyond ``core.browser``."""
