"""The screens, one package each; each exposes `blueprint`."""
