"""How sure we are that an ad costs too much: chances, priors, looks, late results, outages. PURE.

Rates are results per unit of money, costs are money per result; money is a float here, of one currency.
``docs/ad-evidence.md`` says to people what the numbers promise and where they were measured.
"""
