"""How each campaign, ad set and ad stands: the playbook with the rows of an account."""
