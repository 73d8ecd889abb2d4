"""Ad platforms that keep state, on this machine. What exists there is asked of the vendors' own packages.

with meta() as platform:
    platform.shop()                       # a campaign, two ad sets, four ads, all on
    platform.trouble = "throttled"        # see ``tests.servers.platforms.state.World``
"""
