"""Fixtures that several tests of the core share."""

from types import ModuleType

import pytest


@pytest.fixture(scope="session")
def keras(tmp_path_factory) -> ModuleType:
    """Keras on PyTorch, its settings in a folder of their own; imported when first needed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KERAS_BACKEND", "torch")
        patch.setenv("KERAS_HOME", str(tmp_path_factory.mktemp("keras")))
        import keras
    assert keras.backend.backend() == "torch"
    return keras
