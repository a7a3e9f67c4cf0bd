"""The web application for the person who corrects: queue, filing, dashboard, accounts. See `app.build`."""
