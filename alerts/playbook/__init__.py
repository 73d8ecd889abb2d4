"""The ads playbook: signals of a tired or expensive ad and what speaks for them. PURE."""
