"""The one door through which connections to addresses that people or catalogs name leave. No models, no Django."""
