"""Reports: results and verdicts to one HTML page, and the same in Markdown."""
