"""
Reads `partners.toml`: the companies outside that call public APIs, and what was agreed with each.

```toml
[partners.northwind]
title = "Northwind Telecom"
contact = "api-team@northwind.example"
scopes = ["ordering/orders.read"]
rate_per_second = 20
burst = 40
requests_per_day = 50000
addresses = ["203.0.113.0/28"]
rotation_days = 60
overlap_days = 7
tenant = "northwind"
expires = 2027-06-30
```

`addresses`, `mtls`, `tenant` (the partner's name when left out) and `environments` (all of them) may be left out.
"""
