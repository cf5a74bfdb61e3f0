"""Coverage: constants of the kernel's interface that no page mentions."""
