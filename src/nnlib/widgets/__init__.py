"""The widgets of the book. Importing a widget imports anywidget; `import nnlib` alone does not."""

from .decision_boundary import DecisionBoundary

__all__ = ["DecisionBoundary"]
