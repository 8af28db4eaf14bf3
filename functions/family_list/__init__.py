"""The list of families that a town's software or a spreadsheet gives (CSV): read and checked, each mistake told with its line."""
