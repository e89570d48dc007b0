"""Names the modules whose fixtures every test may ask for."""

pytest_plugins = [
    "tests.fixtures.clock",
    "tests.fixtures.database",
    "tests.fixtures.chain",
    "tests.fixtures.web",
    "tests.fixtures.bridges",
    "tests.fixtures.browser",
    "tests.fixtures.browser_wallet",
    "tests.fixtures.governance",
    "tests.fixtures.identity",
    "tests.fixtures.object_store",
    "tests.fixtures.papers",
    "tests.fixtures.points",
    "tests.fixtures.preparing",
    "tests.fixtures.properties",
    "tests.fixtures.boards",
]
